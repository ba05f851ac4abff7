/** What can be written instead of what was begun, and who knows: the room, the emoji, the sounds. */

import { useQuery } from '@tanstack/react-query';
import { room, rooms, sounds } from '@/api/queries';
import type { Room, RoomId, Sound, User } from '@/api/schema';
import { type Emoji, emojiData } from '@/ui/emoji-data';
import type { Replacement } from '@/ui/rich-text';
import { emojiLike, peopleLike, roomsLike, soundsLike } from './ranking';
import type { Trigger } from './trigger';

export type Completion =
  | { kind: 'person'; person: User }
  | { kind: 'emoji'; emoji: Emoji }
  | { kind: 'command' }
  | { kind: 'sound'; sound: Sound }
  | { kind: 'room'; room: Room };

export interface Sources {
  members: readonly User[];
  emoji: readonly Emoji[];
  sounds: readonly Sound[];
  rooms: readonly Room[];
}

/** What there is to choose from, as far as it was needed yet. */
export function useSources(roomId: RoomId, wanted: ReadonlySet<Trigger['kind']>): Sources {
  return {
    members: useQuery(room(roomId)).data?.members ?? [],
    emoji: useQuery({ ...emojiData, enabled: wanted.has('emoji') }).data?.emoji ?? [],
    sounds: useQuery({ ...sounds, enabled: wanted.has('sound') }).data ?? [],
    rooms: useQuery({ ...rooms, enabled: wanted.has('room') }).data ?? [],
  };
}

export function completionsFor({ kind, query }: Trigger, sources: Sources): readonly Completion[] {
  switch (kind) {
    case 'person':
      return peopleLike(sources.members, query).map((person) => ({ kind: 'person', person }));
    case 'emoji':
      return emojiLike(sources.emoji, query).map((emoji) => ({ kind: 'emoji', emoji }));
    case 'command':
      return [{ kind: 'command' }];
    case 'sound':
      return soundsLike(sources.sounds, query).map((sound) => ({ kind: 'sound', sound }));
    case 'room':
      return roomsLike(sources.rooms, query).map((one) => ({ kind: 'room', room: one }));
  }
}

/** What stands in the text once it is chosen, and whether one goes on writing behind it. */
export function replacementFor(chosen: Completion): Replacement & { goesOn: boolean } {
  switch (chosen.kind) {
    case 'person': {
      const { id, name } = chosen.person;
      return { mention: { id, text: `@${name}` }, goesOn: true };
    }
    case 'emoji':
      return { text: chosen.emoji.emoji, goesOn: true };
    case 'command':
      return { text: '/play', goesOn: true };
    case 'sound':
      return { text: `/play ${chosen.sound.name}`, goesOn: false };
    case 'room': {
      const { id, name } = chosen.room;
      return { link: { text: `#${name}`, href: `${location.origin}/rooms/${id}` }, goesOn: true };
    }
  }
}

export function keyOf(completion: Completion): string {
  switch (completion.kind) {
    case 'person':
      return `@${completion.person.id}`;
    case 'emoji':
      return completion.emoji.emoji;
    case 'command':
      return '/play';
    case 'sound':
      return completion.sound.name;
    case 'room':
      return `#${completion.room.id}`;
  }
}
