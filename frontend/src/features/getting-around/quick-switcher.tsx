/** A few letters and Enter: to any room and any person. */

import { useQuery } from '@tanstack/react-query';
import { Hash, Lock } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { people, useMe, useRooms } from '@/api/queries';
import type { RoomId } from '@/api/schema';
import { useOpenDirect } from '@/api/use-open-direct';
import { useIsOnline } from '@/live/live-store';
import { ChoiceList, useChoices } from '@/ui/choice-list';
import { Dialog } from '@/ui/dialog';
import { Face } from '@/ui/face';
import { showTrouble } from '@/ui/toast';
import { type Destination, destinations, keyOf, ranked } from './destinations';
import './quick-switcher.css';

type QuickSwitcherProps = {
  /** Where one was, the last first. */
  recent: readonly RoomId[];
  current: RoomId | null;
  onClose: () => void;
};

export function QuickSwitcher({ recent, current, onClose }: QuickSwitcherProps) {
  const me = useMe();
  const rooms = useRooms() ?? [];
  const everybody = useQuery(people()).data ?? [];
  const openDirect = useOpenDirect();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');

  const found = ranked(destinations(rooms, everybody, me.id), typed, recent, current);

  function go(destination: Destination) {
    if (destination.kind === 'room') navigate(`/rooms/${destination.room.id}`);
    else openDirect.mutate(destination.person.id, { onError: showTrouble });
    onClose();
  }

  const choices = useChoices({ items: found, onChoose: go });

  return (
    <Dialog
      title="Go to a room or a person"
      bare
      onClose={onClose}
      testId="quick-switcher"
      className="switcher"
    >
      <input
        type="text"
        className="switcher-field"
        placeholder="Go to a room or a person"
        aria-label="Room or person"
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
      <ChoiceList choices={choices} label="Rooms and people" keyOf={keyOf}>
        {(destination) => <DestinationRow destination={destination} />}
      </ChoiceList>
      {found.length === 0 && <p className="switcher-nothing">Nothing is called that.</p>}
    </Dialog>
  );
}

function DestinationRow({ destination }: { destination: Destination }) {
  const { name, person } = destination;
  const online = useIsOnline(person?.id ?? 0);
  const room = destination.kind === 'room' ? destination.room : undefined;
  const Icon = room?.room_type === 'closed' ? Lock : Hash;
  return (
    <>
      {person ? <Face person={person} online={online} /> : <Icon className="switcher-icon" />}
      <span className="switcher-name" dir="auto">
        {name}
      </span>
      <small className="switcher-note">{note(destination)}</small>
    </>
  );
}

/** What sets it apart from the others. */
function note(destination: Destination): string {
  if (destination.kind === 'person') return 'Write to them';
  const { membership } = destination.room;
  if (membership.unread_mentions > 0) return 'Names you';
  if (membership.unread) return 'Unread';
  return membership.involvement === 'invisible' ? 'Hidden' : '';
}
