/** Where "new" begins. */

import type { Message, MessageId, UserId } from '@/api/schema';
import { BEGINNING, type Timeline } from './timeline';

/**
 * The first of the last `count` messages by others, as the server counts them, up to a message;
 * `null` if there are none, or the list doesn't reach back that far.
 */
export function firstUnread(
  { messages, from }: Timeline,
  me: UserId,
  count: number,
  upTo: MessageId,
): MessageId | null {
  if (count === 0) return null;
  const others = messages.filter(({ id, creator_id }) => id <= upTo && creator_id !== me);
  const first: Message | undefined = others.at(-count);
  if (first) return first.id;
  // Some were deleted since: then all that is left is new.
  return from === BEGINNING ? (others[0]?.id ?? null) : null;
}
