/** Changing what we know of rooms: a room stands in the list of rooms, and where it stands alone. */

import type { QueryClient } from '@tanstack/react-query';
import { room as roomOf, rooms } from './queries';
import type { Room, RoomId } from './schema';

/** Changes a room wherever it is known. */
export function changeRoom(cache: QueryClient, id: RoomId, change: (room: Room) => Partial<Room>) {
  const changed = (room: Room) => ({ ...room, ...change(room) });
  cache.setQueryData(rooms.queryKey, (known) =>
    known?.map((room) => (room.id === id ? changed(room) : room)),
  );
  cache.setQueryData(roomOf(id).queryKey, (known) => known && changed(known));
}

/** Puts a room, as it now is, among those we know. */
export function fileRoom(cache: QueryClient, room: Room) {
  cache.setQueryData(rooms.queryKey, (known) => {
    if (!known?.some(({ id }) => id === room.id)) return known && [...known, room];
    return known.map((old) => (old.id === room.id ? { ...old, ...room } : old));
  });
}
