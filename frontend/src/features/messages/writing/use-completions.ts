/** What what is being typed can be completed to, from whoever knows: the room, the emoji, the sounds. */

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

/** Those who can be mentioned here: a mention of anybody else would stay text. */
export function useMembers(roomId: RoomId): readonly User[] {
  return useQuery(room(roomId)).data?.members ?? [];
}

/** The emoji, once something has asked for them. */
export function useEmoji(isWanted: boolean): readonly Emoji[] {
  return useQuery({ ...emojiData, enabled: isWanted }).data?.emoji ?? [];
}

export function useCompletions(
  roomId: RoomId,
  trigger: Trigger | undefined,
): readonly Completion[] {
  const kind = trigger?.kind;
  const members = useMembers(roomId);
  const emoji = useEmoji(kind === 'emoji');
  const allSounds = useQuery({ ...sounds, enabled: kind === 'sound' }).data ?? [];
  const allRooms = useQuery({ ...rooms, enabled: kind === 'room' }).data ?? [];
  if (!trigger) return [];
  const { query } = trigger;
  switch (trigger.kind) {
    case 'person':
      return peopleLike(members, query).map((person) => ({ kind: 'person', person }));
    case 'emoji':
      return emojiLike(emoji, query).map((one) => ({ kind: 'emoji', emoji: one }));
    case 'command':
      return [{ kind: 'command' }];
    case 'sound':
      return soundsLike(allSounds, query).map((sound) => ({ kind: 'sound', sound }));
    case 'room':
      return roomsLike(allRooms, query).map((one) => ({ kind: 'room', room: one }));
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
