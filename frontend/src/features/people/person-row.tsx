/** Somebody in the list of people: who they are, whether they are here, and a way to write to them. */

import { MessageCircle } from 'lucide-react';
import { Link } from 'wouter';
import { useMe } from '@/api/queries';
import type { User } from '@/api/schema';
import { useOpenDirect } from '@/api/use-open-direct';
import { useIsOnline } from '@/live/live-store';
import { classNames } from '@/ui/class-names';
import { IconButton } from '@/ui/icon-button';
import { Initials } from '@/ui/initials';
import { PresenceDot } from '@/ui/presence-dot';
import { showTrouble } from '@/ui/toast';

export function PersonRow({ person }: { person: User }) {
  const me = useMe();
  const online = useIsOnline(person.id);
  const openDirect = useOpenDirect();
  const isMe = person.id === me.id;
  const isBanned = person.status === 'banned';

  return (
    <li
      className={classNames('person-row', isBanned && 'person-row-banned')}
      data-testid={online ? 'user-online' : 'user-offline'}
    >
      <Initials person={person} />
      <Link href={isMe ? '/me' : `/people/${person.id}`} className="person-row-name">
        <span>
          <strong dir="auto">{person.name}</strong>
          {isMe && <em>you</em>}
          {person.role !== 'bot' && !isBanned && <PresenceDot online={online} />}
        </span>
        {person.bio && <small dir="auto">{person.bio}</small>}
      </Link>
      {!isMe && !isBanned && (
        <IconButton
          name={`Write to ${person.name}`}
          onClick={() => openDirect.mutate(person.id, { onError: showTrouble })}
        >
          <MessageCircle />
        </IconButton>
      )}
    </li>
  );
}
