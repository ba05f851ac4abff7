/** What a room is called, who is in it, and its end. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Check, DoorClosed } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '@/api/client';
import { fileRoom } from '@/api/known-rooms';
import { room as roomOf, useMe } from '@/api/queries';
import { otherPerson } from '@/api/room-order';
import type { Room, RoomId, User } from '@/api/schema';
import { EmptyState } from '@/ui/empty-state';
import { Page, Panel } from '@/ui/panel';
import { Spinner } from '@/ui/spinner';
import { showToast } from '@/ui/toast';
import { DeleteRoomPanel, LeaveRoomPanel } from './ending-panels';
import { mayManage } from './may-manage';
import { type RoomDraft, roomChange } from './room-change';
import { RoomForm } from './room-form';

export function RoomSettingsScreen({ roomId }: { roomId: RoomId }) {
  const { data: room, error } = useQuery(roomOf(roomId));

  if (room?.members) return <Settings room={room} members={room.members} />;
  if (!error) return <Spinner label="Looking for the room" />;
  return (
    <Page title="Room settings">
      <EmptyState icon={<DoorClosed />} title="You aren’t in this room">
        <p>It was deleted, or somebody has to let you in.</p>
        <Link href="/" className="button button-main">
          Back to the rooms
        </Link>
      </EmptyState>
    </Page>
  );
}

type SettingsProps = { room: Room; members: User[] };

function Settings({ room, members }: SettingsProps) {
  const me = useMe();
  const manages = mayManage(room, me);
  const isDirect = room.room_type === 'direct';

  return (
    <Page
      title={room.name}
      actions={
        <Link href={`/rooms/${room.id}`} className="button button-quiet">
          <ArrowLeft className="points-back" />
          Back
        </Link>
      }
    >
      {isDirect && <DirectPanel other={otherPerson(room, me.id)} />}
      {!isDirect && manages && <ChangePanel room={room} members={members} />}
      {!isDirect && !manages && <KnownPanel room={room} members={members} />}
      {room.room_type === 'closed' && <LeaveRoomPanel room={room} isLast={members.length === 1} />}
      {(isDirect || manages) && <DeleteRoomPanel room={room} />}
    </Page>
  );
}

function ChangePanel({ room, members }: SettingsProps) {
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const me = useMe();

  // As the form began: whoever comes in while it is filled in isn't a change of ours.
  const [before] = useState<RoomDraft>(() => ({
    name: room.name,
    open: room.room_type === 'open',
    members: new Set(members.map(({ id }) => id).filter((id) => id !== me.id)),
  }));

  async function save(after: RoomDraft) {
    const changed = await api.put<Room>(`/api/rooms/${room.id}`, roomChange(before, after, me.id));
    fileRoom(cache, changed);
    cache.setQueryData(roomOf(room.id).queryKey, changed);
    showToast('Saved');
    navigate(`/rooms/${room.id}`);
  }

  return (
    <RoomForm title="The room" initial={before} action="Save" icon={<Check />} onSave={save} />
  );
}

/** For those who may look and not change. */
function KnownPanel({ room, members }: SettingsProps) {
  const maker = members.find(({ id }) => id === room.creator_id);
  return (
    <Panel title="The room">
      <p>
        {room.room_type === 'open'
          ? 'It is open: everybody on the account is in it.'
          : `It is closed: ${members.length} people are in it, and nobody else knows of it.`}
      </p>
      <p className="panel-hint">
        {maker ? `${maker.name}, who made it, and administrators` : 'Administrators'} can rename it,
        and say who is in it.
      </p>
    </Panel>
  );
}

function DirectPanel({ other }: { other: User | undefined }) {
  return (
    <Panel title="The two of you">
      <p>
        Only you and {other ? <Link href={`/people/${other.id}`}>{other.name}</Link> : 'one other'}{' '}
        read this conversation, and nobody can be added to it.
      </p>
    </Panel>
  );
}
