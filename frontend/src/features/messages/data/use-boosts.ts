/** Giving and taking back boosts: on screen at once, undone if the server refuses. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { useMe } from '@/api/queries';
import type { Boost, BoostId, Message } from '@/api/schema';
import { type ChangeFrame, heard, withoutBoost } from './timeline';
import { changeTimeline } from './timeline-cache';

/** Boosts that have no id yet count downwards, so that they can't meet a real one. */
let promises = 0;

/** A refusal rejects, for the caller to say so. */
export interface BoostActions {
  give(content: string): Promise<void>;
  take(boost: BoostId): Promise<void>;
}

export function useBoosts({ id, room_id, boosts }: Message): BoostActions {
  const cache = useQueryClient();
  const me = useMe();
  const apply = (frame: ChangeFrame) =>
    changeTimeline(cache, room_id, (timeline) => heard(timeline, frame));
  const show = (boost: Boost) => apply({ type: 'boost_created', room_id, boost });
  const hide = (boost_id: BoostId) =>
    apply({ type: 'boost_deleted', room_id, message_id: id, boost_id });

  const give = useMutation({
    mutationFn: (content: string) => api.post<Boost>(`/api/messages/${id}/boosts`, { content }),
    onMutate: (content) => {
      promises -= 1;
      const created_at = new Date().toISOString();
      show({ id: promises, message_id: id, booster_id: me.id, booster: me, content, created_at });
      return promises;
    },
    // The frame may have come first: then the promise is fulfilled already.
    onSuccess: show,
    onError: (_error, _content, promised) => promised !== undefined && hide(promised),
  });

  return {
    give: async (content) => {
      await give.mutateAsync(content.trim());
    },
    take: async (boost) => {
      const taken = boosts.find((known) => known.id === boost);
      // What the server hasn't confirmed can't be taken back yet.
      if (!taken || boost < 0) return;
      changeTimeline(cache, room_id, (timeline) => withoutBoost(timeline, taken));
      try {
        await api.delete(`/api/messages/${id}/boosts/${boost}`);
        hide(boost);
      } catch (cause) {
        show(taken);
        throw cause;
      }
    },
  };
}
