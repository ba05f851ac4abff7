/** One bot, and what can be done with it. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Pencil, Trash2, Webhook } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '@/api/client';
import { bots } from '@/api/queries';
import type { Bot, BotCalls, BotWithKey } from '@/api/schema';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Initials } from '@/ui/initials';
import { Moment } from '@/ui/moment';
import { showToast, showTrouble } from '@/ui/toast';
import { BotForm } from './bot-form';

type BotPanelProps = { bot: Bot; onNewKey: (made: BotWithKey) => void };

/** What is under way with it. */
type State = 'shown' | 'changing' | 'asks-for-key' | 'asks-to-delete';

export function BotPanel({ bot, onNewKey }: BotPanelProps) {
  const [state, setState] = useState<State>('shown');
  const shown = () => setState('shown');
  const resetKey = useResetKey(bot, onNewKey);
  const remove = useRemove(bot);

  if (state === 'changing') return <BotForm bot={bot} onDone={shown} onCancel={shown} />;
  return (
    <section className="bot" aria-label={bot.name}>
      <Initials person={bot.user} />
      <div className="bot-name">
        <Link href={`/people/${bot.id}`} dir="auto">
          {bot.name}
        </Link>
        <small>
          {bot.webhook_url ? (
            <>
              <Webhook /> <span dir="ltr">{bot.webhook_url}</span>
            </>
          ) : (
            'Only speaks, doesn’t listen'
          )}
        </small>
        <Calls {...bot.calls} />
      </div>
      <div className="bot-buttons">
        <Button look="quiet" icon={<Pencil />} onClick={() => setState('changing')}>
          Change
        </Button>
        <Button look="quiet" icon={<KeyRound />} onClick={() => setState('asks-for-key')}>
          New key
        </Button>
        <Button look="quiet" icon={<Trash2 />} onClick={() => setState('asks-to-delete')}>
          Delete
        </Button>
      </div>
      {state === 'asks-for-key' && (
        <Confirm
          title={`Give ${bot.name} a new key?`}
          action="Make a new key"
          busy={resetKey.isPending}
          onConfirm={() => resetKey.mutate(undefined, { onSettled: shown })}
          onCancel={shown}
        >
          <p>The old key stops working at once, wherever the bot runs with it.</p>
        </Confirm>
      )}
      {state === 'asks-to-delete' && (
        <Confirm
          title={`Delete ${bot.name}?`}
          action="Delete bot"
          busy={remove.isPending}
          onConfirm={() => remove.mutate(undefined, { onSettled: shown })}
          onCancel={shown}
        >
          <p>Its key stops working at once. What it said stays. This can’t be undone.</p>
        </Confirm>
      )}
    </section>
  );
}

/** How its webhook fares: whoever looks after it must see when it stops listening. */
function Calls({ made, failed, last_failure }: BotCalls) {
  if (made === 0) return null;
  const outcome = failed === made ? ', without success' : `, ${failed} went wrong`;
  return (
    <>
      <small>
        Called {made === 1 ? 'once' : `${made} times`} since the server started
        {failed > 0 && outcome}
      </small>
      {last_failure && (
        <small className="bot-trouble">
          {last_failure.message} · <Moment at={last_failure.at} />
        </small>
      )}
    </>
  );
}

function useResetKey(bot: Bot, onNewKey: (made: BotWithKey) => void) {
  return useMutation({
    mutationFn: () => api.post<BotWithKey>(`/api/bots/${bot.id}/key`),
    onSuccess: onNewKey,
    onError: showTrouble,
  });
}

function useRemove(bot: Bot) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`/api/bots/${bot.id}`),
    onSuccess: () => showToast(`${bot.name} is gone`),
    onError: showTrouble,
    // Also after a refusal: another administrator may have been faster.
    onSettled: () => cache.invalidateQueries(bots),
  });
}
