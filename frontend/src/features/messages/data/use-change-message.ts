/** Editing and deleting what was said. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Message, MessageChange, MessageId } from '@/api/schema';
import { answered, heard } from './timeline';
import { changeTimeline } from './timeline-cache';

/** Saves an edit; the list shows it once the server has it. */
export function useEditMessage() {
  const cache = useQueryClient();

  return useMutation({
    mutationFn: ({ id, ...change }: { id: MessageId } & MessageChange) =>
      api.put<Message>(`/api/messages/${id}`, change),
    onSuccess: (message) =>
      changeTimeline(cache, message.room_id, (timeline) => answered(timeline, message)),
  });
}

export function useDeleteMessage() {
  const cache = useQueryClient();

  return useMutation({
    mutationFn: ({ id }: Message) => api.delete(`/api/messages/${id}`),
    onSuccess: (_, { id, room_id }) =>
      changeTimeline(cache, room_id, (timeline) =>
        heard(timeline, { type: 'message_deleted', room_id, message_id: id }),
      ),
  });
}

/** A message as its author wrote it, for the editor. */
export function useMessageSource(id: MessageId) {
  return useQuery({
    queryKey: ['message-source', id],
    queryFn: ({ signal }) => api.get<Message>(`/api/messages/${id}`, { source: true }, signal),
    // It is asked for when an editor opens, and never shown from an earlier time.
    gcTime: 0,
  });
}
