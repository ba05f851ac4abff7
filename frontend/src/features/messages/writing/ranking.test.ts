/** Who and what comes first. */

import { expect, test } from 'vitest';
import { ADA, roomOf } from '@/api/examples';
import type { Emoji } from '@/ui/emoji-data';
import { emojiLike, peopleLike, personNamed, roomsLike, soundsLike } from './ranking';

const people = (...names: string[]) => names.map((name, at) => ({ ...ADA, id: at + 1, name }));
const namesOf = (items: readonly { name: string }[]) => items.map(({ name }) => name);

test('a name that begins so comes before a word that does, before initials', () => {
  const all = people('Bea Lovelace', 'Ludwig Otto', 'Lou Reed', 'Zoë');

  expect(namesOf(peopleLike(all, 'lo'))).toEqual(['Lou Reed', 'Bea Lovelace', 'Ludwig Otto']);
});

test('accents and case don’t matter', () => {
  expect(namesOf(peopleLike(people('Zoë', 'Émile'), 'ZOE'))).toEqual(['Zoë']);
  expect(namesOf(peopleLike(people('Zoë', 'Emile'), 'ém'))).toEqual(['Emile']);
});

test('whole names can be typed, with their spaces', () => {
  expect(namesOf(peopleLike(people('Ada King', 'Ada Lovelace'), 'ada lo'))).toEqual([
    'Ada Lovelace',
  ]);
});

test('before a letter is typed everybody is offered, by name', () => {
  expect(namesOf(peopleLike(people('Cy', 'Ann', 'Bo'), ''))).toEqual(['Ann', 'Bo', 'Cy']);
});

test('nobody who has left is offered', () => {
  const [gone] = people('Ann');

  expect(peopleLike([{ ...ADA, ...gone, status: 'deactivated' }], 'a')).toEqual([]);
});

test('a whole name means somebody unless a longer one begins so', () => {
  const all = people('Ann', 'Bo', 'Bo Diddley');

  expect(personNamed(all, 'ann')?.name).toBe('Ann');
  expect(personNamed(all, 'bo')).toBeUndefined();
  expect(personNamed(all, 'bo diddley')?.name).toBe('Bo Diddley');
  expect(personNamed(all, 'an')).toBeUndefined();
});

test('directs are no rooms one can point to', () => {
  const all = [roomOf(1, { name: 'Design' }), roomOf(2, { name: 'Desmond', room_type: 'direct' })];

  expect(namesOf(roomsLike(all, 'des'))).toEqual(['Design']);
});

test('a sound that is typed to the end needs no list: Enter sends it', () => {
  const sounds = ['yay', 'yeah', 'yeahbaby'].map((name) => ({
    name,
    url: '',
    text: name,
    image_url: null,
  }));

  expect(namesOf(soundsLike(sounds, 'ye'))).toEqual(['yeah', 'yeahbaby']);
  expect(soundsLike(sounds, 'yeah')).toEqual([]);
});

test('an emoji that is called so comes before one that begins so, before one that is about it', () => {
  const emoji = (sign: string, names: string[], tags: string[] = []): Emoji => ({
    emoji: sign,
    label: sign,
    group: 0,
    names,
    tags,
  });
  const all = [
    emoji('🧑‍🚀', ['astronaut'], ['fire']),
    emoji('🔥', ['fire']),
    emoji('🚒', ['fire_engine']),
    emoji('❤️‍🔥', ['heart_on_fire']),
  ];

  expect(emojiLike(all, 'fire').map(({ emoji }) => emoji)).toEqual(['🔥', '🚒', '❤️‍🔥', '🧑‍🚀']);
});
