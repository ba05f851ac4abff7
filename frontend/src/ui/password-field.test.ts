/** The rules of a new password are said before they bite. */

import { expect, test } from 'vitest';
import { passwordComplaint, passwordHint } from './password-field';

test('the hint counts down to what is enough', () => {
  expect(passwordHint('')).toMatch(/^At least 8 characters/);
  expect(passwordHint('horse')).toBe('3 more characters');
  expect(passwordHint('correct')).toBe('One more character');
  expect(passwordHint('correct ')).toBe('Long enough');
  expect(passwordHint('x'.repeat(130))).toBe('2 characters too many');
});

test('characters are counted as the server counts them', () => {
  // Two halves each.
  expect(passwordComplaint('🔥'.repeat(7))).toMatch(/at least 8/);
  expect(passwordComplaint('🔥'.repeat(8))).toBeUndefined();
  expect(passwordComplaint('🔥'.repeat(128))).toBeUndefined();
});
