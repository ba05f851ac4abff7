/** Who renames, opens, closes and deletes a room: who made it, and administrators. */

import type { Room, User } from '@/api/schema';

export function mayManage(room: Room, me: User): boolean {
  return room.creator_id === me.id || me.role === 'administrator';
}
