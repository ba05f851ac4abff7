/** Whoever says something wants to see it said. */

import { useEffect, useEffectEvent, useRef } from 'react';
import { useMe } from '@/api/queries';
import type { RoomId } from '@/api/schema';
import { outboxStore } from '../data/outbox';

/** Tells when I say something in this room, here or in another part of the page. */
export function useOwnSends(roomId: RoomId, onSend: () => void) {
  const me = useMe();
  const newest = outboxStore(
    ({ messages }) =>
      messages.findLast(({ room_id, author_id }) => room_id === roomId && author_id === me.id)
        ?.client_message_id,
  );
  const before = useRef(newest);
  const tell = useEffectEvent(onSend);

  useEffect(() => {
    if (newest !== undefined && newest !== before.current) tell();
    before.current = newest;
  }, [newest]);
}
