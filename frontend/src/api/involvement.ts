/** How much of a room one wants to hear: the levels, their order under the bell, their meaning. */

import type { Involvement, Room } from './schema';

interface Level {
  name: string;
  means: string;
}

export const LEVELS: Record<Involvement, Level> = {
  mentions: {
    name: 'When I am named',
    means: 'Notifies you when somebody names you.',
  },
  everything: {
    name: 'Everything',
    means: 'Notifies you of every message.',
  },
  nothing: {
    name: 'Nothing',
    means: 'Never notifies you. What is new still shows as unread.',
  },
  invisible: {
    name: 'Hidden',
    means: 'Never notifies you, and leaves your sidebar. You find it on your profile.',
  },
};

const OF_ROOMS: readonly Involvement[] = ['mentions', 'everything', 'nothing', 'invisible'];

/** A direct is about both, and can't be hidden from one. */
const OF_DIRECTS: readonly Involvement[] = ['everything', 'nothing'];

/** The levels a room can have, in the order in which the bell goes through them. */
export function levelsOf({ room_type }: Pick<Room, 'room_type'>): readonly Involvement[] {
  return room_type === 'direct' ? OF_DIRECTS : OF_ROOMS;
}

/** What the bell makes of a room next. */
export function nextLevel(room: Pick<Room, 'room_type' | 'membership'>): Involvement {
  const levels = levelsOf(room);
  const next = (levels.indexOf(room.membership.involvement) + 1) % levels.length;
  return levels[next] ?? 'everything';
}
