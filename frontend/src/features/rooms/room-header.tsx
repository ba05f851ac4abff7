/** The top of a room: what it is called, who is in it, how loud it is. */

import { useQuery } from '@tanstack/react-query';
import { Hash, Lock, Search, Settings, Users } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { room as roomOf, useMe, useRooms } from '@/api/queries';
import { otherPerson } from '@/api/room-order';
import type { Room, RoomId, User } from '@/api/schema';
import { useIsOnline } from '@/live/live-store';
import { Face } from '@/ui/face';
import { IconButton } from '@/ui/icon-button';
import { InvolvementBell } from './involvement-bell';
import { MembersPanel } from './members-panel';
import './room-header.css';

export function RoomHeader({ roomId }: { roomId: RoomId }) {
  const listed = useRooms()?.find(({ id }) => id === roomId);
  const { data: asked } = useQuery(roomOf(roomId));
  const me = useMe();
  // The list is there at once and hears each frame; only the room itself knows all its members.
  const room = listed ?? asked;
  const person = room?.room_type === 'direct' ? otherPerson(room, me.id) : undefined;

  return (
    <header className="room-header">
      {person ? <PersonTitle person={person} /> : <RoomTitle room={room} />}
      {room && (
        <div className="room-header-tools">
          {room.room_type !== 'direct' && <MembersButton room={room} members={asked?.members} />}
          <InvolvementBell room={room} />
          <ToolLink href={`/search?room_id=${room.id}`} name="Search in this room">
            <Search />
          </ToolLink>
          <ToolLink href={`/rooms/${room.id}/settings`} name="Room settings">
            <Settings />
          </ToolLink>
        </div>
      )}
    </header>
  );
}

function RoomTitle({ room }: { room: Room | undefined }) {
  const Icon = room?.room_type === 'closed' ? Lock : Hash;
  return (
    <h1 className="room-title" tabIndex={-1}>
      {room && <Icon className="room-title-icon" />}
      <span dir="auto">{room?.name ?? 'Room'}</span>
      {room?.room_type === 'closed' && <span className="said-only">, closed room</span>}
    </h1>
  );
}

function PersonTitle({ person }: { person: User }) {
  const online = useIsOnline(person.id);
  return (
    <h1 className="room-title" tabIndex={-1}>
      <Face person={person} online={online} />
      <Link href={`/people/${person.id}`} dir="auto">
        {person.name}
      </Link>
    </h1>
  );
}

type MembersButtonProps = { room: Room; members: User[] | undefined };

function MembersButton({ room, members }: MembersButtonProps) {
  const [open, setOpen] = useState(false);
  const count = members?.length;
  return (
    <>
      <IconButton
        name={count === undefined ? 'Members' : count === 1 ? '1 member' : `${count} members`}
        className="room-members-button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Users />
        {count !== undefined && <span aria-hidden="true">{count}</span>}
      </IconButton>
      {open && <MembersPanel room={room} members={members} onClose={() => setOpen(false)} />}
    </>
  );
}

function ToolLink({
  href,
  name,
  children,
}: {
  href: string;
  name: string;
  children: React.ReactNode;
}) {
  return (
    <Link href={href} className="icon-button" aria-label={name} title={name}>
      {children}
    </Link>
  );
}
