/** Titles tell where one is, and how much is unread. */

import { expect, test } from 'vitest';
import { titleOf } from './titles';

test('a title tells the screen, and what is unread before it', () => {
  expect(titleOf('All Talk')).toBe('All Talk · Campfire');
  expect(titleOf('All Talk', 3)).toBe('(3) All Talk · Campfire');
});
