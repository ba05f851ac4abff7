/** Messages at the moment they are said, for what happens once: sounds, announcements. */

import { useEffect, useEffectEvent } from 'react';
import type { Message, RoomId } from '@/api/schema';

const listeners = new Set<(message: Message) => void>();

/** Called by `app/apply-frame.ts`; not for what is caught up on after a silence. */
export function announceArrival(message: Message) {
  for (const listen of listeners) listen(message);
}

/** Hears of each message that is said in a room while one looks at it, my own included. */
export function useArrivals(room: RoomId, onArrival: (message: Message) => void) {
  const hear = useEffectEvent((message: Message) => {
    if (message.room_id === room) onArrival(message);
  });

  useEffect(() => {
    const listen = (message: Message) => hear(message);
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, []);
}
