/** Walking through a list of rooms: which comes after the one being looked at, and which before. */

import type { Room, RoomId } from '@/api/schema';

export type Step = 1 | -1;

/** The next of `wanted`, going through `all` and around its end. */
export function neighbour(
  all: readonly Room[],
  current: RoomId | null,
  step: Step,
  wanted: (room: Room) => boolean = () => true,
): Room | undefined {
  const at = all.findIndex(({ id }) => id === current);
  const from = at === -1 && step === -1 ? 0 : at;
  for (let distance = 1; distance <= all.length; distance += 1) {
    const room = all[(((from + step * distance) % all.length) + all.length) % all.length];
    if (room && room.id !== current && wanted(room)) return room;
  }
  return undefined;
}
