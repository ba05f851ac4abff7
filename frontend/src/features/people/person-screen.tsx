/** One person's card: who they are, a way to write to them, and what administrators can do. */

import { useQuery } from '@tanstack/react-query';
import { MessageCircle, UserX } from 'lucide-react';
import { Link } from 'wouter';
import { person as personOf, useMe } from '@/api/queries';
import type { User, UserId } from '@/api/schema';
import { useOpenDirect } from '@/api/use-open-direct';
import { useIsOnline } from '@/live/live-store';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Initials } from '@/ui/initials';
import { Page } from '@/ui/panel';
import { PresenceDot } from '@/ui/presence-dot';
import { Spinner } from '@/ui/spinner';
import { showTrouble } from '@/ui/toast';
import { AdministerPerson } from './administer-person';
import './people.css';

export function PersonScreen({ id }: { id: UserId }) {
  const { data: person, error } = useQuery(personOf(id));

  if (error) {
    return (
      <EmptyState icon={<UserX />} title="Nobody is here">
        <p>{error.message}</p>
        <Link href="/people" className="button">
          See everybody
        </Link>
      </EmptyState>
    );
  }
  if (!person) return <Spinner />;
  return (
    <Page title={person.name} className="person-page">
      <Card person={person} />
      <Administration person={person} />
    </Page>
  );
}

function Card({ person }: { person: User }) {
  const me = useMe();
  return (
    <section className="person-card" aria-label="Profile">
      <Initials person={person} size="large" />
      <Standing person={person} />
      {person.bio && (
        <p className="person-bio" dir="auto">
          {person.bio}
        </p>
      )}
      {person.email && person.status === 'active' && (
        <a href={`mailto:${person.email}`} dir="ltr">
          {person.email}
        </a>
      )}
      {person.id === me.id ? (
        <Link href="/me" className="button">
          Change my profile
        </Link>
      ) : (
        <WriteButton person={person} />
      )}
    </section>
  );
}

/** What somebody is here, in a few words. */
function Standing({ person }: { person: User }) {
  const online = useIsOnline(person.id);
  if (person.status === 'deactivated')
    return <p className="person-standing">Isn’t here any more</p>;
  if (person.status === 'banned') return <p className="person-standing">Banned</p>;
  if (person.role === 'bot') return <p className="person-standing">Bot</p>;
  return (
    <p className="person-standing" data-testid={online ? 'user-online' : 'user-offline'}>
      <PresenceDot online={online} />
      {person.role === 'administrator' ? 'Administrator' : 'Member'}
      {online && ', here now'}
    </p>
  );
}

function WriteButton({ person }: { person: User }) {
  const openDirect = useOpenDirect();
  return (
    <Button
      look="main"
      icon={<MessageCircle />}
      busy={openDirect.isPending}
      refused={person.status !== 'active' && `${person.name} can’t read messages here any more.`}
      onClick={() => openDirect.mutate(person.id, { onError: showTrouble })}
    >
      Write a message
    </Button>
  );
}

function Administration({ person }: { person: User }) {
  const me = useMe();
  if (person.role === 'bot') {
    return (
      me.role === 'administrator' && (
        <p className="person-note">
          <Link href="/account/bots">Look after this bot</Link>
        </p>
      )
    );
  }
  if (person.status === 'deactivated') return null;
  if (me.role === 'administrator') return <AdministerPerson key={person.id} person={person} />;
  return null;
}
