/** In which order people stand: who can help first, then everybody, then machines, then who is out. */

import type { User } from '@/api/schema';

export type PeopleGroup = { title: string; people: User[] };

const GROUPS: readonly { title: string; holds: (person: User) => boolean }[] = [
  { title: 'Administrators', holds: isActive('administrator') },
  { title: 'Members', holds: isActive('member') },
  { title: 'Bots', holds: isActive('bot') },
  { title: 'Banned', holds: ({ status }) => status === 'banned' },
];

function isActive(role: User['role']) {
  return (person: User) => person.status === 'active' && person.role === role;
}

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Only groups with somebody in them. */
export function groupsOf(everybody: readonly User[]): PeopleGroup[] {
  const sorted = [...everybody].sort((a, b) => byName.compare(a.name, b.name) || a.id - b.id);
  return GROUPS.map(({ title, holds }) => ({ title, people: sorted.filter(holds) })).filter(
    ({ people }) => people.length > 0,
  );
}
