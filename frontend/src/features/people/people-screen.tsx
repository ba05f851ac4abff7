/** Everybody on the account: administrators, members, bots, and for administrators who is shut out. */

import { useQuery } from '@tanstack/react-query';
import { Search, UserPlus, UserX } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { people, useMe } from '@/api/queries';
import type { User } from '@/api/schema';
import { EmptyState } from '@/ui/empty-state';
import { namesLike } from '@/ui/names-like';
import { Page } from '@/ui/panel';
import { Spinner } from '@/ui/spinner';
import { groupsOf } from './groups';
import './people.css';
import { PersonRow } from './person-row';

export function PeopleScreen() {
  const me = useMe();
  const [filter, setFilter] = useState('');
  const { data: everybody, error } = useQuery(
    people(me.role === 'administrator' ? { include: 'banned' } : {}),
  );

  return (
    <Page
      title="People"
      actions={
        <Link href="/account" className="button">
          <UserPlus />
          <span>Invite</span>
        </Link>
      }
    >
      <label className="people-search">
        <Search />
        <input
          type="search"
          placeholder="Find somebody"
          aria-label="Find somebody"
          dir="auto"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !filter) return;
            event.stopPropagation();
            setFilter('');
          }}
        />
      </label>
      {error && <p className="field-error">{error.message}</p>}
      {!everybody && !error && <Spinner label="Looking who is here" />}
      {everybody && <Groups people={namesLike(everybody, filter)} filter={filter} />}
    </Page>
  );
}

function Groups({ people, filter }: { people: readonly User[]; filter: string }) {
  const groups = groupsOf(people);
  if (groups.length === 0) {
    return (
      <EmptyState icon={<UserX />} title="Nobody is called that">
        <p>No name here holds “{filter.trim()}”. Look for another part of it.</p>
      </EmptyState>
    );
  }
  return groups.map(({ title, people }) => (
    <section key={title} className="people-group" aria-label={title}>
      <h2>
        {title} <span className="people-count">{people.length}</span>
      </h2>
      <ul>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
    </section>
  ));
}
