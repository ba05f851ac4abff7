/** Writing to one person: the direct room with them, made when there is none yet. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from './client';
import { rooms } from './queries';
import type { Room, UserId } from './schema';

/** `mutate(person)` goes there. The server gives the same room every time it is asked. */
export function useOpenDirect() {
  const cache = useQueryClient();
  const [, navigate] = useLocation();

  return useMutation({
    mutationFn: (person: UserId) =>
      api.post<Room>('/api/rooms', { room_type: 'direct', user_id: person }),
    onSuccess: async (direct) => {
      // It may be new, or have been invisible: either way the sidebar has to know it.
      await cache.invalidateQueries(rooms);
      navigate(`/rooms/${direct.id}`);
    },
  });
}
