/** Walking goes around, and stops at nobody's door twice. */

import { expect, test } from 'vitest';
import { roomOf } from '@/api/examples';
import { neighbour } from './neighbours';

const rooms = [1, 2, 3, 4].map((id) => roomOf(id));
const next = (...walk: Parameters<typeof neighbour>) => neighbour(...walk)?.id;

test('the next room, the one before, and around the ends', () => {
  expect(next(rooms, 2, 1)).toBe(3);
  expect(next(rooms, 2, -1)).toBe(1);
  expect(next(rooms, 4, 1)).toBe(1);
  expect(next(rooms, 1, -1)).toBe(4);
});

test('from a page that is no room one begins at the ends', () => {
  expect(next(rooms, null, 1)).toBe(1);
  expect(next(rooms, null, -1)).toBe(4);
});

test('only those wanted are stopped at, the one looked at never', () => {
  expect(next(rooms, 3, 1, ({ id }) => id === 2 || id === 3)).toBe(2);
  expect(next(rooms, 3, 1, ({ id }) => id === 3)).toBeUndefined();
  expect(next([], null, 1)).toBeUndefined();
});
