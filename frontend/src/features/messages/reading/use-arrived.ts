/** What happens once, when something is said in the room on screen. */

import { useEffect, useState } from 'react';
import { useMe } from '@/api/queries';
import type { Message, RoomId } from '@/api/schema';
import { useArrivals } from '../data/arrivals';
import { playArrival } from './sound-player';

/** For the little motion with which a message comes in; longer than that. */
const FRESH_FOR_MS = 2_000;

const NONE: ReadonlySet<string> = new Set();

type Arrived = {
  /** How many messages by others came in out of sight. */
  unseen: number;
  /** The rows that have just come in. */
  fresh: ReadonlySet<string>;
  /** For screen readers: who said what. */
  words: string;
};

export function useArrived(roomId: RoomId, isAtTail: boolean): Arrived {
  const me = useMe();
  const [unseen, setUnseen] = useState(0);
  const [fresh, setFresh] = useState(NONE);
  const [words, setWords] = useState('');

  useArrivals(roomId, (message) => {
    if (isAtTail && document.visibilityState === 'visible') playArrival(message);
    if (message.creator_id === me.id) return;
    setWords(spoken(message));
    setFresh((known) => new Set(known).add(message.client_message_id));
    if (!isAtTail) setUnseen((count) => count + 1);
  });

  useEffect(() => {
    if (fresh.size === 0) return;
    const timer = setTimeout(() => setFresh(NONE), FRESH_FOR_MS);
    return () => clearTimeout(timer);
  }, [fresh]);

  if (isAtTail && unseen > 0) setUnseen(0);
  return { unseen, fresh, words };
}

function spoken({ creator, content, sound }: Message): string {
  return `${creator.name}: ${sound ? `plays ${sound.name}` : content}`;
}
