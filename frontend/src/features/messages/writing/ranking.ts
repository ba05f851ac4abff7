/** Who and what is most likely meant by a few letters. */

import type { Room, Sound, User } from '@/api/schema';
import type { Emoji } from '@/ui/emoji-data';
import { folded } from '@/ui/names-like';

/** More than these nobody reads while typing. */
const MOST = 8;

/** How well a name answers: 0 it begins so, 1 one of its words does, 2 its initials do. */
function likeness(name: string, query: string): number | undefined {
  const wanted = folded(query);
  const words = folded(name).split(/[^\p{L}\p{N}]+/u);
  if (folded(name).startsWith(wanted)) return 0;
  if (words.some((_, at) => words.slice(at).join(' ').startsWith(wanted))) return 1;
  const initials = words.map((word) => word.charAt(0)).join('');
  return initials.startsWith(wanted) ? 2 : undefined;
}

/** The best first; equally good ones stay as they were. */
function best<Item>(items: readonly Item[], rank: (item: Item) => number | undefined): Item[] {
  return items
    .flatMap((item) => {
      const at = rank(item);
      return at === undefined ? [] : [{ item, at }];
    })
    .sort((one, other) => one.at - other.at)
    .slice(0, MOST)
    .map(({ item }) => item);
}

export function peopleLike(people: readonly User[], query: string): User[] {
  const byName = people
    .filter(({ status }) => status === 'active')
    .sort((one, other) => one.name.localeCompare(other.name));
  return best(byName, ({ name }) => likeness(name, query));
}

/**
 * The one person whose whole name was typed, when no longer name goes on from there: then a space or
 * a full stop is enough to mean them.
 */
export function personNamed(people: readonly User[], query: string): User | undefined {
  const wanted = folded(query);
  const candidates = people.filter(
    ({ name, status }) => status === 'active' && folded(name).startsWith(wanted),
  );
  const [only] = candidates;
  return candidates.length === 1 && only && folded(only.name) === wanted ? only : undefined;
}

export function roomsLike(rooms: readonly Room[], query: string): Room[] {
  const named = rooms.filter(({ room_type }) => room_type !== 'direct');
  return best(named, ({ name }) => likeness(name, query));
}

/** Nothing once a name is complete: then Enter sends it. */
export function soundsLike(sounds: readonly Sound[], query: string): Sound[] {
  const wanted = query.toLowerCase();
  if (sounds.some(({ name }) => name === wanted)) return [];
  return sounds.filter(({ name }) => name.startsWith(wanted));
}

export function emojiLike(emoji: readonly Emoji[], query: string): Emoji[] {
  const wanted = query.toLowerCase();
  return best(emoji, ({ names, tags }) => {
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    if (names.some((name) => name.includes(`_${wanted}`))) return 2;
    return tags.some((tag) => tag.startsWith(wanted)) ? 3 : undefined;
  });
}
