/** "New" begins at the first message that was not seen, and stays there. */

import { expect, test } from 'vitest';
import { ADA, messageOf } from '@/api/examples';
import { openedWith } from './timeline';
import { firstUnread } from './unread';

const GRACE = { ...ADA, id: 2, name: 'Grace' };
const by = (author: typeof ADA, ...ids: number[]) =>
  ids.map((id) => messageOf(id, { creator_id: author.id, creator: author }));

function room(has_more_before: boolean) {
  const messages = [...by(GRACE, 4), ...by(ADA, 5), ...by(GRACE, 6, 7)];
  return openedWith({ messages, has_more_before, has_more_after: false });
}

test('it counts what others said, back from the newest at the opening', () => {
  expect(firstUnread(room(true), ADA.id, 2, 7)).toBe(6);
  expect(firstUnread(room(true), ADA.id, 3, 7)).toBe(4);
});

test('what was said since the opening moves nothing', () => {
  expect(firstUnread(room(true), ADA.id, 1, 6)).toBe(6);
});

test('nothing is new when nothing was unread, or as long as the list does not reach it', () => {
  expect(firstUnread(room(true), ADA.id, 0, 7)).toBeNull();
  expect(firstUnread(room(true), ADA.id, 4, 7)).toBeNull();
});

test('when some were deleted since, all that is left is new', () => {
  expect(firstUnread(room(false), ADA.id, 4, 7)).toBe(4);
});
