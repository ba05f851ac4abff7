/** The sidebar's rows: a room, somebody I write with, somebody I could write to. */

import { Hash, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMe } from '@/api/queries';
import { otherPerson } from '@/api/room-order';
import type { Room, User } from '@/api/schema';
import { useOpenDirect } from '@/api/use-open-direct';
import { useIsOnline } from '@/live/live-store';
import { classNames } from '@/ui/class-names';
import { Face } from '@/ui/face';
import { showTrouble } from '@/ui/toast';
import { UnreadBadge } from './unread-badge';
import './sidebar-rows.css';

type RoomRowProps = { room: Room; current: boolean };

export function RoomRow({ room, current }: RoomRowProps) {
  const isClosed = room.room_type === 'closed';
  const Icon = isClosed ? Lock : Hash;
  return (
    <RowOf room={room} current={current} icon={<Icon className="room-row-icon" />}>
      {isClosed && <span className="said-only">, closed</span>}
    </RowOf>
  );
}

export function DirectRow({ room, current }: RoomRowProps) {
  const me = useMe();
  // The other person may be gone for good; then only the room's name tells of them.
  const person = otherPerson(room, me.id);
  const online = useIsOnline(person?.id ?? 0);
  return (
    <RowOf
      room={room}
      current={current}
      icon={<Face person={person ?? me} online={online} />}
      testId={online ? 'user-online' : 'user-offline'}
    />
  );
}

type RowOfProps = RoomRowProps & { icon: ReactNode; testId?: string; children?: ReactNode };

function RowOf({ room, current, icon, testId, children }: RowOfProps) {
  const unread = room.membership.unread && !current;
  return (
    <li>
      <Link
        href={`/rooms/${room.id}`}
        className={classNames('room-row', unread && 'unread')}
        aria-current={current ? 'page' : undefined}
        data-testid={testId}
      >
        {icon}
        <span className="room-row-name" dir="auto">
          {room.name}
        </span>
        {children}
        {unread && <UnreadBadge membership={room.membership} />}
      </Link>
    </li>
  );
}

/** Nothing was said yet: choosing them begins the conversation. */
export function SuggestedRow({ person }: { person: User }) {
  const online = useIsOnline(person.id);
  const openDirect = useOpenDirect();
  return (
    <li>
      <button
        type="button"
        className="room-row"
        data-testid={online ? 'user-online' : 'user-offline'}
        aria-busy={openDirect.isPending || undefined}
        onClick={() => openDirect.mutate(person.id, { onError: showTrouble })}
      >
        <Face person={person} online={online} />
        <span className="room-row-name">
          <span className="said-only">Write to </span>
          <span dir="auto">{person.name}</span>
        </span>
      </button>
    </li>
  );
}
