/** When the length of a message is spoken of. */

import { expect, test } from 'vitest';
import { LONGEST, remaining } from './length';

test('nothing is said until the end is near', () => {
  expect(remaining('a'.repeat(9_400))).toBeUndefined();
  expect(remaining('a'.repeat(9_500))).toBe(500);
});

test('an emoji counts as one character', () => {
  expect(remaining('👍'.repeat(9_900))).toBe(100);
  expect(remaining('👍'.repeat(5_000))).toBeUndefined();
});

test('too many are counted, spaces around them are not', () => {
  expect(remaining(`${'a'.repeat(LONGEST + 3)}\n`)).toBe(-3);
});
