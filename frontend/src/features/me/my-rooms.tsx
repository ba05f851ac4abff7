/** Every room I am in and how much of it I want to hear. Hidden ones can be brought back here alone. */

import { Hash, Lock } from 'lucide-react';
import { Link } from 'wouter';
import { LEVELS, levelsOf } from '@/api/involvement';
import { useMe, useRooms } from '@/api/queries';
import { otherPerson } from '@/api/room-order';
import type { Involvement, Room } from '@/api/schema';
import { useInvolvement } from '@/api/use-involvement';
import { classNames } from '@/ui/class-names';
import { Initials } from '@/ui/initials';
import { Select } from '@/ui/select';
import { Spinner } from '@/ui/spinner';
import { showTrouble } from '@/ui/toast';

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

export function MyRooms() {
  const rooms = useRooms();
  if (!rooms) return <Spinner />;
  if (rooms.length === 0) return <p className="field-hint">You aren’t in any room yet.</p>;
  const sorted = [...rooms].sort(
    (a, b) => isDirect(a) - isDirect(b) || byName.compare(a.name, b.name) || a.id - b.id,
  );
  return (
    <>
      <p className="field-hint">What each may notify you of. Hidden rooms are only listed here.</p>
      <ul className="me-list">
        {sorted.map((room) => (
          <MyRoom key={room.id} room={room} />
        ))}
      </ul>
    </>
  );
}

/** As a number: rooms come first, people after them. */
function isDirect(room: Room): number {
  return Number(room.room_type === 'direct');
}

function MyRoom({ room }: { room: Room }) {
  const { involvement } = room.membership;
  const change = useInvolvement();
  return (
    <li className={classNames('me-row', involvement === 'invisible' && 'me-row-hidden')}>
      <RoomMark room={room} />
      <Link href={`/rooms/${room.id}`} className="me-row-name" dir="auto">
        {room.name}
      </Link>
      <Select
        label={`Notifications from ${room.name}`}
        value={involvement}
        options={levelsOf(room).map((level) => ({ value: level, name: LEVELS[level].name }))}
        onChange={(level: Involvement) =>
          change.mutate({ room, involvement: level }, { onError: showTrouble })
        }
      />
    </li>
  );
}

function RoomMark({ room }: { room: Room }) {
  const me = useMe();
  const other = room.room_type === 'direct' ? otherPerson(room, me.id) : undefined;
  if (other) return <Initials person={other} size="small" />;
  return room.room_type === 'closed' ? <Lock /> : <Hash />;
}
