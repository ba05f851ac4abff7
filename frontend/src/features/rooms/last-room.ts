/** Which rooms one was in on this device, the last first, so that one comes back to them. */

import { shownRooms } from '@/api/room-order';
import type { Room, RoomId } from '@/api/schema';
import { onSignOut } from '@/live/sign-out';

const LAST = 'last-room';
const RECENT = 'recent-rooms';

/** As many as one may want to jump back to. */
const REMEMBERED = 20;

export function lastRoom(): RoomId | null {
  return Number(localStorage.getItem(LAST)) || null;
}

export function recentRooms(): RoomId[] {
  return (localStorage.getItem(RECENT) ?? '').split(',').map(Number).filter(Boolean);
}

export function rememberRoom(room: RoomId) {
  const others = recentRooms().filter((id) => id !== room);
  localStorage.setItem(LAST, String(room));
  localStorage.setItem(RECENT, [room, ...others].slice(0, REMEMBERED).join(','));
}

// Whoever signs in here next was in none of them.
onSignOut(() => {
  localStorage.removeItem(LAST);
  localStorage.removeItem(RECENT);
});

/** Where someone new begins: the first room by name, or their newest direct. */
export function firstRoom(rooms: readonly Room[]): Room | undefined {
  const { named, directs } = shownRooms(rooms);
  return named[0] ?? directs[0];
}
