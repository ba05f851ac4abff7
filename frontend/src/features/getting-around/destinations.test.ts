/** The first choice is the one most likely meant. */

import { describe, expect, test } from 'vitest';
import { ADA, roomOf } from '@/api/examples';
import type { Room } from '@/api/schema';
import { destinations, fitOf, ranked } from './destinations';

const BEN = { ...ADA, id: 2, name: 'Ben Ng' };
const CHLOE = { ...ADA, id: 3, name: 'Chloé Beck' };
const named = (id: number, name: string) => roomOf(id, { name });
const unread = (room: Room): Room => ({
  ...room,
  membership: { ...room.membership, unread: true },
});
const names = (...found: Parameters<typeof ranked>) => ranked(...found).map(({ name }) => name);

describe('letters fit a name', () => {
  test.each([
    ['Design', 'design', 'whole'],
    ['Design', 'des', 'beginning'],
    ['All Talk', 'ta', 'word'],
    ['All Talk Today', 'att', 'initials'],
    ['Design', 'sig', 'inside'],
    ['Engineering', 'egr', 'scattered'],
    ['Chloé', 'CHLOE', 'whole'],
    ['Design', 'x', undefined],
    ['Design', 'ngise', undefined],
  ])('%s by "%s": %s', (name, typed, how) => {
    expect(fitOf(name, typed)).toBe(how);
  });
});

test('the better fit comes first, and among equals where one was last', () => {
  const rooms = [named(1, 'Bees'), named(2, 'Beer'), named(3, 'The bees'), named(4, 'Amber, etc.')];
  const all = destinations(rooms, [], ADA.id);
  expect(names(all, 'be', [], null)).toEqual(['Beer', 'Bees', 'The bees', 'Amber, etc.']);
  expect(names(all, 'be', [1], null)).toEqual(['Bees', 'Beer', 'The bees', 'Amber, etc.']);
});

test('nothing typed: what is unread, then where one was, without the room one is in', () => {
  const rooms = [named(1, 'A'), named(2, 'B'), unread(named(3, 'C')), named(4, 'D')];
  const all = destinations(rooms, [BEN], ADA.id);
  expect(names(all, '', [4, 2, 1], 4)).toEqual(['C', 'B', 'A', 'Ben Ng']);
});

test('a person I write with is their room; others are offered, and never I', () => {
  const direct = roomOf(9, { name: 'Ben Ng', room_type: 'direct', members: [ADA, BEN] });
  const all = destinations([direct], [ADA, BEN, CHLOE], ADA.id);
  expect(all.map(({ kind, name }) => [kind, name])).toEqual([
    ['room', 'Ben Ng'],
    ['person', 'Chloé Beck'],
  ]);
});

test('hidden rooms can be gone to', () => {
  const hidden = named(1, 'Secrets');
  hidden.membership.involvement = 'invisible';
  expect(names(destinations([hidden], [], ADA.id), 'sec', [], null)).toEqual(['Secrets']);
});
