/** The bell goes round; a direct's bell has two places. */

import { expect, test } from 'vitest';
import { roomOf } from './examples';
import { levelsOf, nextLevel } from './involvement';
import type { Involvement, Room } from './schema';

function ringing(room: Room, involvement: Involvement): Room {
  return { ...room, membership: { ...room.membership, involvement } };
}

function allAround(room: Room, presses: number): Involvement[] {
  let now = room;
  return Array.from({ length: presses }, () => {
    now = ringing(now, nextLevel(now));
    return now.membership.involvement;
  });
}

test('a room goes from names to everything to nothing to hidden, and around', () => {
  const levels = allAround(ringing(roomOf(1), 'mentions'), 4);
  expect(levels).toEqual(['everything', 'nothing', 'invisible', 'mentions']);
});

test('a direct is loud or quiet, and never hidden', () => {
  const direct = roomOf(1, { room_type: 'direct' });
  expect(allAround(ringing(direct, 'everything'), 2)).toEqual(['nothing', 'everything']);
  expect(levelsOf(direct)).not.toContain('invisible');
});
