/** Whom to write to, for those who don't know yet that they can. */

import { otherPerson } from '@/api/room-order';
import type { Room, User, UserId } from '@/api/schema';

/** Conversations and suggestions together fill this many places. */
const PLACES = 8;

/**
 * People to write to: those I never wrote with. A few who have been here longest, as long as I know
 * few; all of them when I look for somebody.
 */
export function suggestedPeople(
  people: readonly User[],
  directs: readonly Room[],
  me: UserId,
  all: boolean,
): User[] {
  const known = new Set(directs.map((direct) => otherPerson(direct, me)?.id));
  const strangers = people
    .filter(({ id, status }) => id !== me && status === 'active' && !known.has(id))
    .sort((a, b) => a.id - b.id);
  return all ? strangers : strangers.slice(0, Math.max(0, PLACES - known.size));
}
