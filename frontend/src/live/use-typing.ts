/** Telling others that one types. Who else does is `useTypists`. */

import { useEffect, useMemo } from 'react';
import type { RoomId } from '@/api/schema';
import { useSocket } from './use-socket';

/** Saying it more often tells nobody more. */
const AT_MOST_EVERY_MS = 1_000;

export interface TypingSignals {
  /** A key was pressed, and the composer holds something. */
  typed(): void;
  /** The composer is empty: all was deleted, or sent. */
  stopped(): void;
}

export function useTypingSignals(room: RoomId): TypingSignals {
  const socket = useSocket();

  const signals = useMemo(() => {
    let saidAt = Number.NEGATIVE_INFINITY;
    return {
      typed() {
        const now = performance.now();
        if (now - saidAt < AT_MOST_EVERY_MS) return;
        saidAt = now;
        socket.typing(room, 'start');
      },
      stopped() {
        if (saidAt === Number.NEGATIVE_INFINITY) return;
        saidAt = Number.NEGATIVE_INFINITY;
        socket.typing(room, 'stop');
      },
    };
  }, [socket, room]);

  // Whoever leaves the room has stopped.
  useEffect(() => () => signals.stopped(), [signals]);

  return signals;
}
