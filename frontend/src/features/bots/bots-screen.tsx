/** Programs that talk here: administrators make them, give them keys, and send them away. */

import { useQuery } from '@tanstack/react-query';
import { Bot as BotIcon, Lock, Plus } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Link } from 'wouter';
import { bots as allBots, useMe } from '@/api/queries';
import type { BotWithKey } from '@/api/schema';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/panel';
import { Spinner } from '@/ui/spinner';
import { BotForm } from './bot-form';
import { BotKey } from './bot-key';
import { BotPanel } from './bot-panel';
import './bots.css';
import { curlLine } from './curl-line';

export function BotsScreen() {
  const me = useMe();
  if (me.role === 'administrator') return <Bots />;
  return (
    <EmptyState icon={<Lock />} title="For administrators">
      <p>Bots can be in every room, so administrators look after them.</p>
      <Link href="/account" className="button">
        Back to the account
      </Link>
    </EmptyState>
  );
}

function Bots() {
  const { data: bots, error } = useQuery(allBots);
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<BotWithKey>();

  return (
    <Page
      title="Bots"
      actions={
        !isMaking && (
          <Button
            look="main"
            icon={<Plus />}
            onClick={() => {
              setIsMaking(true);
              setMade(undefined);
            }}
          >
            New bot
          </Button>
        )
      }
    >
      {isMaking && (
        <BotForm
          onDone={(fresh) => {
            setIsMaking(false);
            setMade(fresh);
          }}
          onCancel={() => setIsMaking(false)}
        />
      )}
      {error && <p className="field-error">{error.message}</p>}
      {!bots && !error && <Spinner />}
      {bots?.length === 0 && !isMaking && <NoBots />}
      {bots?.map((bot) => (
        <Fragment key={bot.id}>
          <BotPanel bot={bot} onNewKey={setMade} />
          {made?.bot.id === bot.id && (
            <BotKey key={made.key} made={made} onClose={() => setMade(undefined)} />
          )}
        </Fragment>
      ))}
    </Page>
  );
}

function NoBots() {
  return (
    <EmptyState icon={<BotIcon />} title="No bots yet">
      <p>
        A bot is a program with a name. It can tell a room that a build failed, that somebody bought
        something, that lunch is ready. It gets a key, and one line is enough to speak:
      </p>
      <pre className="bots-line">{curlLine(window.location.origin, 1, 'KEY')}</pre>
      <p>With a webhook it also hears when somebody names it or writes to it, and can answer.</p>
    </EmptyState>
  );
}
