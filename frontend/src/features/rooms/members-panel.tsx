/** Who is in a room: those who are here first. */

import { useState } from 'react';
import { Link } from 'wouter';
import { useMe } from '@/api/queries';
import type { Room, User, UserId } from '@/api/schema';
import { liveStore } from '@/live/live-store';
import { Dialog } from '@/ui/dialog';
import { Face } from '@/ui/face';
import { FilterField } from '@/ui/filter-field';
import { namesLike } from '@/ui/names-like';
import { Spinner } from '@/ui/spinner';
import { mayManage } from './may-manage';
import './members-panel.css';

/** A list this short is looked over faster than filtered. */
const FILTER_FROM = 12;

type MembersPanelProps = { room: Room; members: User[] | undefined; onClose: () => void };

export function MembersPanel({ room, members, onClose }: MembersPanelProps) {
  const me = useMe();
  const online = liveStore((live) => live.online);
  const [filter, setFilter] = useState('');
  const mayAdd = room.room_type === 'closed' && mayManage(room, me);

  return (
    <Dialog title={`In ${room.name}`} onClose={onClose} className="dialog-small">
      <div className="members">
        {members === undefined && <Spinner label="Looking who is in this room" />}
        {members && members.length >= FILTER_FROM && (
          <FilterField label="Filter people" value={filter} onChange={setFilter} />
        )}
        <ul className="members-list">
          {hereFirst(namesLike(members ?? [], filter), online).map((person) => (
            <MemberRow
              key={person.id}
              person={person}
              online={online.has(person.id)}
              onGo={onClose}
            />
          ))}
        </ul>
        {room.room_type === 'open' && (
          <p className="members-note">This room is open: everybody on the account is in it.</p>
        )}
        {mayAdd && (
          <Link href={`/rooms/${room.id}/settings`} className="button" onClick={onClose}>
            Change who is in it
          </Link>
        )}
      </div>
    </Dialog>
  );
}

export function hereFirst(people: readonly User[], online: ReadonlySet<UserId>): User[] {
  const isHere = (person: User) => Number(online.has(person.id));
  return [...people].sort((a, b) => isHere(b) - isHere(a) || a.name.localeCompare(b.name));
}

type MemberRowProps = { person: User; online: boolean; onGo: () => void };

function MemberRow({ person, online, onGo }: MemberRowProps) {
  return (
    <li>
      <Link
        href={`/people/${person.id}`}
        className="room-row"
        data-testid={online ? 'user-online' : 'user-offline'}
        onClick={onGo}
      >
        <Face person={person} online={online} />
        <span className="room-row-name" dir="auto">
          {person.name}
        </span>
        {person.role !== 'member' && <small className="members-role">{person.role}</small>}
      </Link>
    </li>
  );
}
