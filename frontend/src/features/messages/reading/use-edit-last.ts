/** ↑ in an empty composer: the last thing I said opens for editing. */

import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/api/queries';
import type { RoomId } from '@/api/schema';
import { TAIL, type Timeline } from '../data/timeline';
import { timelineKey } from '../data/timeline-cache';
import { startEditing } from './editing-store';

export function useEditLast(roomId: RoomId): () => void {
  const cache = useQueryClient();
  const me = useMe();

  return () => {
    const timeline = cache.getQueryData<Timeline>(timelineKey(roomId));
    // What one said last isn't what one sees last while reading older messages.
    if (timeline?.to !== TAIL) return;
    const mine = timeline.messages.findLast((message) => message.creator_id === me.id);
    if (mine && !mine.sound) startEditing(mine.id);
  };
}
