/** Days are named as people name them. */

import { expect, test } from 'vitest';
import { dayOf } from './clock';

const NOW = new Date(2026, 2, 3, 0, 5);

test('today and yesterday are words, by the reader’s midnight', () => {
  expect(dayOf(new Date(2026, 2, 3, 0, 1).toISOString(), NOW)).toBe('Today');
  expect(dayOf(new Date(2026, 2, 2, 23, 59).toISOString(), NOW)).toBe('Yesterday');
});

test('another day has its date, and its year if that is not this one', () => {
  expect(dayOf(new Date(2026, 1, 27).toISOString(), NOW)).not.toContain('2026');
  expect(dayOf(new Date(2025, 11, 31).toISOString(), NOW)).toContain('2025');
});

test('a change of the clocks does not move a day', () => {
  const evening = new Date(2026, 2, 29, 23, 30);

  expect(dayOf(new Date(2026, 2, 28, 0, 30).toISOString(), evening)).toBe('Yesterday');
});
