/** Says that nothing new is heard, when that has lasted; and that the server became another. */

import { useEffect, useState } from 'react';
import { useConnection, useServerWasUpdated } from '@/live/live-store';
import { useSocket } from '@/live/use-socket';
import { Button } from '@/ui/button';
import { useNow } from './use-now';
import './connection-bar.css';

/** Most interruptions are over sooner, and aren't worth a word; without a network none is. */
const PATIENCE_MS = 2_000;

const WORDS = { live: 'Connected', connecting: 'Connecting…', offline: 'Offline.' };

export function ConnectionBar() {
  const { state, retryAt } = useConnection();
  const isLost = useLasting(state !== 'live', navigator.onLine ? PATIENCE_MS : 0);
  const socket = useSocket();

  return (
    <div role="status">
      <div
        className="connection-bar"
        data-testid="connection-status"
        data-state={state}
        hidden={!isLost}
      >
        <p>
          {WORDS[state]} {isLost && 'What you write is kept, and sent when the server is back. '}
          {isLost && retryAt !== null && <Countdown until={retryAt} />}
        </p>
        <Button look="quiet" onClick={() => socket.tryNow()}>
          Try now
        </Button>
      </div>
      {state === 'live' && <UpdateHint />}
    </div>
  );
}

/** Each second would be said aloud, if it weren't hidden from that. */
function Countdown({ until }: { until: number }) {
  const seconds = Math.max(1, Math.ceil((until - useNow()) / 1000));
  return <span aria-hidden="true">Next try in {seconds} s.</span>;
}

function UpdateHint() {
  const wasUpdated = useServerWasUpdated();
  if (!wasUpdated) return null;
  return (
    <div className="connection-bar connection-bar-update">
      <p>Campfire was updated.</p>
      <Button look="quiet" onClick={() => window.location.reload()}>
        Load the new one
      </Button>
    </div>
  );
}

/** True once it has been so for a while; false at once. */
function useLasting(isSo: boolean, milliseconds: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const patience = setTimeout(() => setLasts(true), milliseconds);
    return () => {
      clearTimeout(patience);
      setLasts(false);
    };
  }, [isSo, milliseconds]);
  return isSo && lasts;
}
