/** A list of rooms in which this one is as it now is. */

import type { Room } from '@/api/schema';

export function withRoom(known: Room[] | undefined, room: Room): Room[] | undefined {
  return known && [...known.filter(({ id }) => id !== room.id), room];
}
