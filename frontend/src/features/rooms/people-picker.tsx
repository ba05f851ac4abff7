/** Ticking people off a list: who is in a room. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { people, useMe } from '@/api/queries';
import type { User, UserId } from '@/api/schema';
import { FilterField } from '@/ui/filter-field';
import { Initials } from '@/ui/initials';
import { namesLike } from '@/ui/names-like';
import { Spinner } from '@/ui/spinner';
import './people-picker.css';

/** More names than this are not looked through but looked for. */
const AT_ONCE = 100;

type PeoplePickerProps = {
  chosen: ReadonlySet<UserId>;
  onChange: (chosen: ReadonlySet<UserId>) => void;
};

/** I am always in: whoever wants out leaves the room. */
export function PeoplePicker({ chosen, onChange }: PeoplePickerProps) {
  const me = useMe();
  const everybody = useQuery(people()).data;
  const [filter, setFilter] = useState('');
  // Whoever was in stands first, and nobody moves while one ticks.
  const [first] = useState(chosen);

  if (!everybody) return <Spinner label="Looking who is here" />;

  const found = namesLike(chosenFirst(everybody, first), filter).filter(({ id }) => id !== me.id);
  const shown = found.slice(0, AT_ONCE);

  function toggle(person: UserId) {
    const next = new Set(chosen);
    if (!next.delete(person)) next.add(person);
    onChange(next);
  }

  return (
    <fieldset className="people-picker">
      <legend>Who is in it</legend>
      <FilterField label="Filter people" value={filter} onChange={setFilter} />
      <ul>
        {filter === '' && <PersonTick person={me} chosen onToggle={null} />}
        {shown.map((person) => (
          <PersonTick
            key={person.id}
            person={person}
            chosen={chosen.has(person.id)}
            onToggle={() => toggle(person.id)}
          />
        ))}
      </ul>
      {found.length === 0 && filter !== '' && <p className="panel-hint">Nobody is called that.</p>}
      {found.length > AT_ONCE && (
        <p className="panel-hint">{found.length - AT_ONCE} more: filter to find them.</p>
      )}
    </fieldset>
  );
}

export function chosenFirst(everybody: readonly User[], chosen: ReadonlySet<UserId>): User[] {
  const isOut = ({ id }: User) => Number(!chosen.has(id));
  return [...everybody].sort((a, b) => isOut(a) - isOut(b) || a.name.localeCompare(b.name));
}

type PersonTickProps = { person: User; chosen: boolean; onToggle: (() => void) | null };

function PersonTick({ person, chosen, onToggle }: PersonTickProps) {
  return (
    <li>
      <label className="person-tick">
        <input
          type="checkbox"
          checked={chosen}
          disabled={onToggle === null}
          onChange={() => onToggle?.()}
        />
        <Initials person={person} size="small" />
        <span dir="auto">{person.name}</span>
        {onToggle === null && <small>you</small>}
      </label>
    </li>
  );
}
