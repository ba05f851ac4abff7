/** Rooms by name, directs by when they were last talked in, hidden ones not at all. */

import { expect, test } from 'vitest';
import { ADA, roomOf } from './examples';
import { otherPerson, shownRooms, unreadRooms } from './room-order';
import type { Membership, Room } from './schema';

const { membership } = roomOf(0);
const withMembership = (room: Room, change: Partial<Membership>): Room => ({
  ...room,
  membership: { ...membership, ...change },
});
const directOf = (id: number, last_message_at: string | null) =>
  roomOf(id, { room_type: 'direct', last_message_at });
const names = (rooms: Room[]) => rooms.map(({ name }) => name);

test('rooms go by name, whatever the case, and numbers count', () => {
  const rooms = ['room 10', 'Zoo', 'apes', 'Room 9', 'Éclair'].map((name, id) =>
    roomOf(id, { name }),
  );
  expect(names(shownRooms(rooms).named)).toEqual(['apes', 'Éclair', 'Room 9', 'room 10', 'Zoo']);
});

test('the direct last talked in comes first, a new one by when it was made', () => {
  const directs = [
    directOf(1, '2026-02-01T00:00:00.000Z'),
    { ...directOf(2, null), created_at: '2026-03-01T00:00:00.000Z' },
    directOf(3, '2026-02-02T00:00:00.000Z'),
  ];
  expect(shownRooms(directs).directs.map(({ id }) => id)).toEqual([2, 3, 1]);
});

test('a hidden room is neither shown nor unread', () => {
  const hidden = withMembership(roomOf(1), { involvement: 'invisible', unread: true });
  expect(shownRooms([hidden])).toEqual({ named: [], directs: [] });
  expect(unreadRooms([hidden], null)).toEqual([]);
});

test('what is unread comes in the order shown, without the room one looks at', () => {
  const unread = { unread: true };
  const rooms = [
    withMembership(directOf(1, null), unread),
    withMembership(roomOf(2, { name: 'Zoo' }), unread),
    withMembership(roomOf(3, { name: 'Apes' }), unread),
    roomOf(4, { name: 'Bees' }),
  ];
  expect(unreadRooms(rooms, null).map(({ id }) => id)).toEqual([3, 2, 1]);
  expect(unreadRooms(rooms, 2).map(({ id }) => id)).toEqual([3, 1]);
});

test('a direct is with whoever isn’t me', () => {
  const ben = { ...ADA, id: 2, name: 'Ben' };
  const direct = roomOf(1, { room_type: 'direct', members: [ADA, ben] });
  expect(otherPerson(direct, ADA.id)).toBe(ben);
  expect(otherPerson(roomOf(1), ADA.id)).toBeUndefined();
});
