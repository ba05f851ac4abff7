/** A message of mine that the server hasn't confirmed: it looks sent, unless it wasn't. */

import { useQuery } from '@tanstack/react-query';
import { RotateCcw, Trash2 } from 'lucide-react';
import { memo, useMemo } from 'react';
import { sounds } from '@/api/queries';
import type { Sound } from '@/api/schema';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { timeOf } from '@/ui/clock';
import type { OutgoingMessage } from '../data/outgoing';
import { useOutbox } from '../data/use-post-message';
import { cleanHtml } from './clean-html';
import { isOnlyEmoji } from './emoji';
import { MessageBody } from './message-body';
import './message-row.css';

type OutgoingRowProps = { draft: OutgoingMessage; startsGroup: boolean };

export const OutgoingRow = memo(function OutgoingRow({ draft, startsGroup }: OutgoingRowProps) {
  const body = useBody(draft);
  const isFailed = draft.state === 'failed';
  return (
    <article
      className={classNames(
        'message message-mine message-fresh',
        startsGroup && 'message-starts',
        (body.emoji_only || body.sound) && 'message-bare',
        draft.state,
      )}
      aria-label={isFailed ? 'Your message, not sent' : 'Your message, being sent'}
    >
      {startsGroup && (
        <header className="message-header">
          <time className="message-time" dateTime={draft.created_at}>
            {timeOf(draft.created_at)}
          </time>
        </header>
      )}
      <div className="message-bubble">
        <MessageBody message={body} />
      </div>
      {isFailed && <Failure draft={draft} />}
    </article>
  );
});

function Failure({ draft: { client_message_id, error } }: { draft: OutgoingMessage }) {
  const { retry, discard } = useOutbox();
  return (
    <div className="message-failure">
      <p role="alert">Not sent. {error}</p>
      <Button look="quiet" icon={<RotateCcw />} onClick={() => retry(client_message_id)}>
        Retry
      </Button>
      <Button look="quiet" icon={<Trash2 />} onClick={() => discard(client_message_id)}>
        Discard
      </Button>
    </div>
  );
}

/** What the server will make of it, as far as one can tell: then nothing changes when it has. */
function useBody({ html, client_message_id }: OutgoingMessage) {
  const { data: known } = useQuery(sounds);
  return useMemo(() => {
    const text = cleanHtml(html).textContent?.trim() ?? '';
    return {
      html,
      client_message_id,
      sound: soundIn(text, known),
      emoji_only: isOnlyEmoji(text),
    };
  }, [html, client_message_id, known]);
}

function soundIn(text: string, known: readonly Sound[] | undefined): Sound | null {
  const name = /^\/play (\w+)$/.exec(text)?.[1];
  return known?.find((sound) => sound.name === name) ?? null;
}
