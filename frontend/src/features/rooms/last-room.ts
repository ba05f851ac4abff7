/** Which room one was in last on this device, so that one comes back to it. */

import type { Room, RoomId } from '@/api/schema';
import { sidebarOrder } from './sidebar-order';

const KEPT_AS = 'last-room';

export function lastRoom(): RoomId | null {
  return Number(localStorage.getItem(KEPT_AS)) || null;
}

export function rememberRoom(room: RoomId) {
  localStorage.setItem(KEPT_AS, String(room));
}

/** Where someone new begins: the first room by name, or their newest direct. */
export function firstRoom(rooms: readonly Room[]): Room | undefined {
  const { named, directs } = sidebarOrder(rooms);
  return named[0] ?? directs[0];
}
