/** The socket's "not found" is only a hint: whether a room is still ours, REST knows. */

import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/client';
import { room as roomOf } from '@/api/queries';
import type { RoomId } from '@/api/schema';
import type { CampfireSocket } from '@/live/socket';
import { roomRemoved } from './apply-frame';

/** Follows the room again, or lets it go. */
export async function lookAgain(cache: QueryClient, socket: CampfireSocket, room: RoomId) {
  try {
    await cache.fetchQuery({ ...roomOf(room), staleTime: 0 });
    socket.catchUp(room);
  } catch (cause) {
    // Any other trouble says nothing about the room; the next connection asks again.
    if (cause instanceof ApiError && cause.status === 404) roomRemoved(cache, room);
  }
}
