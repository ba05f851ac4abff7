/** A row keeps its number as long as it is there, whatever joins or leaves before it. */

import { expect, test } from 'vitest';
import { messageOf } from '@/api/examples';
import { type Placement, placedAgain, placedAtFirst } from './placement';
import { type Row, rowsOf } from './rows';

function rowsFrom(first: number, last: number): Row[] {
  const ids = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const entries = ids.map((id) => ({ kind: 'sent' as const, message: messageOf(id) }));
  return rowsOf({ entries, hasBefore: true, unreadFrom: null });
}

/** The number under which the list knows a message. */
function numberOf(placement: Placement, id: number): number {
  const index = placement.rows.findIndex((row) => row.key === `message-${id}`);
  expect(index).toBeGreaterThanOrEqual(0);
  return placement.firstIndex + index;
}

test('earlier messages join before the first number', () => {
  const before = placedAtFirst(rowsFrom(41, 80));

  const after = placedAgain(before, rowsFrom(1, 80));

  expect(numberOf(after, 60)).toBe(numberOf(before, 60));
  expect(after.generation).toBe(before.generation);
});

test('what is trimmed at the start takes its numbers with it', () => {
  const before = placedAtFirst(rowsFrom(1, 80));

  const after = placedAgain(before, rowsFrom(31, 81));

  expect(numberOf(after, 60)).toBe(numberOf(before, 60));
});

test('new messages at the end change no number', () => {
  const before = placedAtFirst(rowsFrom(1, 40));

  const after = placedAgain(before, rowsFrom(1, 43));

  expect(after.firstIndex).toBe(before.firstIndex);
});

test('another stretch of the room is another list', () => {
  const before = placedAtFirst(rowsFrom(1, 40));

  const after = placedAgain(before, rowsFrom(500, 540));

  expect(after.generation).toBe(before.generation + 1);
});

test('the first words in an empty room are no other list', () => {
  const empty = placedAtFirst(rowsOf({ entries: [], hasBefore: false, unreadFrom: null }));

  const after = placedAgain(empty, rowsFrom(1, 2));

  expect(after.generation).toBe(empty.generation);
});
