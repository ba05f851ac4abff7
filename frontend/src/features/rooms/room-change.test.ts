/** Saving a room changes what was changed, and throws nobody out by accident. */

import { expect, test } from 'vitest';
import { type RoomDraft, roomChange } from './room-change';

const ME = 1;
const CLOSED: RoomDraft = { name: 'Founders', open: false, members: new Set([2, 3]) };
const OPEN: RoomDraft = { ...CLOSED, open: true };

test('a new name says nothing of who is in it', () => {
  const change = roomChange(CLOSED, { ...CLOSED, name: 'Owners' }, ME);
  expect(change).toEqual({ name: 'Owners', room_type: 'closed' });
});

test('other members are named, and I among them', () => {
  const change = roomChange(CLOSED, { ...CLOSED, members: new Set([3, 4]) }, ME);
  expect(change.member_ids).toEqual([1, 3, 4]);
});

test('closing a room says who stays, even if that is everybody', () => {
  expect(roomChange(OPEN, CLOSED, ME).member_ids).toEqual([1, 2, 3]);
});

test('an open room has no list', () => {
  expect(roomChange(CLOSED, OPEN, ME)).toEqual({ name: 'Founders', room_type: 'open' });
});
