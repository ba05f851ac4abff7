/** What is asked of the server when a room's form is saved. */

import type { RoomType, UserId } from '@/api/schema';

export interface RoomDraft {
  name: string;
  open: boolean;
  /** Who is in it while it is closed, besides me. */
  members: ReadonlySet<UserId>;
}

interface RoomChange {
  name: string;
  room_type: RoomType;
  member_ids?: UserId[];
}

/**
 * Who is in it is said only where that was changed: whoever was let in meanwhile by somebody else
 * would be thrown out by a list that doesn't know of them.
 */
export function roomChange(before: RoomDraft, after: RoomDraft, me: UserId): RoomChange {
  const { name, open, members } = after;
  if (open) return { name, room_type: 'open' };
  const isSame = !before.open && isSameSet(before.members, members);
  return { name, room_type: 'closed', ...(!isSame && { member_ids: [me, ...members] }) };
}

function isSameSet(a: ReadonlySet<UserId>, b: ReadonlySet<UserId>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}
