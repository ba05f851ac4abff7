/** Where to look, by whom it was said, and what stands first. */

import { useQuery } from '@tanstack/react-query';
import { people, useRooms } from '@/api/queries';
import type { SearchSort } from '@/api/schema';
import { Select } from '@/ui/select';
import type { Search } from './search-address';

const SORTS: { value: SearchSort; name: string }[] = [
  { value: 'relevant', name: 'Best first' },
  { value: 'recent', name: 'Newest first' },
];

type FiltersProps = { search: Search; onChange: (change: Partial<Search>) => void };

export function Filters({ search, onChange }: FiltersProps) {
  const rooms = useRooms() ?? [];
  const everybody = useQuery(people()).data ?? [];
  return (
    <div className="search-filters">
      <Select
        label="Where"
        value={String(search.room_id ?? '')}
        options={[{ value: '', name: 'All rooms' }, ...optionsOf(rooms, search.room_id)]}
        onChange={(id) => onChange({ room_id: Number(id) || null })}
      />
      <Select
        label="By whom"
        value={String(search.from ?? '')}
        options={[{ value: '', name: 'Anybody' }, ...optionsOf(everybody, search.from)]}
        onChange={(id) => onChange({ from: Number(id) || null })}
      />
      <Select
        label="Order"
        value={search.sort}
        options={SORTS}
        onChange={(sort) => onChange({ sort })}
      />
    </div>
  );
}

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** By name; what the address names and we don't know is offered too, or it couldn't be seen. */
function optionsOf(all: readonly { id: number; name: string }[], chosen: number | null) {
  const isKnown = chosen === null || all.some(({ id }) => id === chosen);
  const known = [...all].sort((a, b) => byName.compare(a.name, b.name));
  return [...known, ...(isKnown ? [] : [{ id: chosen, name: `Number ${chosen}` }])].map(
    ({ id, name }) => ({ value: String(id), name }),
  );
}
