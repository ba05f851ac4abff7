/** What administrators can do about somebody, each with what it does. */

import { useState } from 'react';
import { useMe } from '@/api/queries';
import type { User } from '@/api/schema';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Panel } from '@/ui/panel';
import { TransferLinkBox } from '@/ui/transfer-link-box';
import { type Offer, offersFor } from './deeds';
import { useDeed } from './use-deed';

export function AdministerPerson({ person }: { person: User }) {
  const me = useMe();
  const deed = useDeed(person);
  const [asked, setAsked] = useState<Offer>();

  function perform(offer: Offer) {
    deed.mutate(offer.deed, { onSettled: () => setAsked(undefined) });
  }

  return (
    <Panel title="For administrators">
      <ul className="deeds">
        {offersFor(person, me).map((offer) => (
          <li key={offer.deed} className="deed">
            <p>{offer.refused ?? offer.does}</p>
            <Button
              look={offer.danger ? 'danger' : 'plain'}
              refused={offer.refused}
              busy={deed.isPending && deed.variables === offer.deed}
              onClick={() => (offer.asks ? setAsked(offer) : perform(offer))}
            >
              {offer.name}
            </Button>
            {offer.deed === 'make-link' && deed.data && (
              <div className="deed-link">
                <TransferLinkBox
                  link={deed.data}
                  warning={`Whoever opens it is signed in as ${person.name}: send it to nobody else.`}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      {asked?.asks && (
        <Confirm
          title={asked.asks.title}
          action={asked.name}
          busy={deed.isPending}
          onConfirm={() => perform(asked)}
          onCancel={() => setAsked(undefined)}
        >
          <p>{asked.asks.text}</p>
        </Confirm>
      )}
    </Panel>
  );
}
