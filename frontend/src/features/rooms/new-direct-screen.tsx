/** Choosing whom to write to: a few letters of the name, Enter. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { people, useMe } from '@/api/queries';
import type { User } from '@/api/schema';
import { useOpenDirect } from '@/api/use-open-direct';
import { liveStore } from '@/live/live-store';
import { ChoiceList, useChoices } from '@/ui/choice-list';
import { Face } from '@/ui/face';
import { Field } from '@/ui/field';
import { namesLike } from '@/ui/names-like';
import { Page, Panel } from '@/ui/panel';
import { showTrouble } from '@/ui/toast';
import { hereFirst } from './members-panel';

/** More aren't looked through: another letter finds them. */
const AT_ONCE = 50;

export function NewDirectScreen() {
  const me = useMe();
  const everybody = useQuery(people()).data ?? [];
  const online = liveStore((live) => live.online);
  const openDirect = useOpenDirect();
  const [typed, setTyped] = useState('');

  const others = everybody.filter(({ id }) => id !== me.id);
  const found = hereFirst(namesLike(others, typed), online).slice(0, AT_ONCE);
  const choose = (person: User) => openDirect.mutate(person.id, { onError: showTrouble });
  const choices = useChoices({ items: found, onChoose: choose });

  return (
    <Page title="Write to somebody">
      <Panel title="To whom?">
        <p className="panel-hint">
          A direct conversation is between the two of you: nobody else reads it.
        </p>
        <Field
          label="Name"
          autoComplete="off"
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            choices.setAt(0);
          }}
          onKeyDown={choices.onKeyDown}
          {...choices.fieldProps}
        />
        <ChoiceList choices={choices} label="People" keyOf={({ id }) => id}>
          {(person) => (
            <>
              <Face person={person} online={online.has(person.id)} />
              <span dir="auto">{person.name}</span>
            </>
          )}
        </ChoiceList>
        {found.length === 0 && (
          <p className="panel-hint">
            {typed === ''
              ? 'You are alone here so far. Pass the join link on: it is on the account page.'
              : 'Nobody is called that.'}
          </p>
        )}
      </Panel>
    </Page>
  );
}
