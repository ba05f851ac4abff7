/** Changing how much of a room I want to hear: at once, and back again if it was refused. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client';
import { changeRoom } from './known-rooms';
import type { Involvement, Membership, Room, RoomId } from './schema';

export function useInvolvement() {
  const cache = useQueryClient();

  function change(id: RoomId, membership: Partial<Membership>) {
    changeRoom(cache, id, (room) => ({ membership: { ...room.membership, ...membership } }));
  }

  return useMutation({
    mutationFn: ({ room, involvement }: { room: Room; involvement: Involvement }) =>
      api.put<Membership>(`/api/rooms/${room.id}/involvement`, { involvement }),
    onMutate: ({ room, involvement }) => change(room.id, { involvement }),
    onSuccess: (membership, { room }) => change(room.id, membership),
    onError: (_, { room }) => change(room.id, { involvement: room.membership.involvement }),
  });
}
