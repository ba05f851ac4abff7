/** Suggestions make room for conversations, and whoever is looked for is found. */

import { expect, test } from 'vitest';
import { ADA, roomOf } from '@/api/examples';
import type { User } from '@/api/schema';
import { suggestedPeople } from './suggested-people';

const crowd: User[] = Array.from({ length: 20 }, (_, index) => ({
  ...ADA,
  id: 20 - index,
  name: `Person ${20 - index}`,
}));
const directWith = (person: number) =>
  roomOf(100 + person, { room_type: 'direct', members: [ADA, { ...ADA, id: person }] });
const ids = (people: User[]) => people.map(({ id }) => id);

test('those who were here first are suggested, never I myself', () => {
  expect(ids(suggestedPeople(crowd, [], ADA.id, false))).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

test('each conversation takes the place of a suggestion, and nobody is suggested twice', () => {
  const directs = [2, 3, 4, 5, 6, 7].map(directWith);
  expect(ids(suggestedPeople(crowd, directs, ADA.id, false))).toEqual([8, 9]);
});

test('whoever knows many is left in peace', () => {
  const directs = [2, 3, 4, 5, 6, 7, 8, 9, 10].map(directWith);
  expect(suggestedPeople(crowd, directs, ADA.id, false)).toEqual([]);
});

test('looking for somebody, all strangers can be found, but not those who left', () => {
  const gone = crowd.map(
    (person): User => (person.id === 15 ? { ...person, status: 'banned' } : person),
  );
  const found = ids(suggestedPeople(gone, [directWith(2)], ADA.id, true));
  expect(found).toHaveLength(17);
  expect(found).not.toContain(15);
  expect(found).not.toContain(2);
});
