/** The way around: my rooms, the people I write with, and myself. */

import { useQuery } from '@tanstack/react-query';
import { Bell, CircleHelp, Plus, Search, Settings } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { people, useAccount, useMe, useRooms } from '@/api/queries';
import { shownRooms } from '@/api/room-order';
import { FilterField } from '@/ui/filter-field';
import { IconButton } from '@/ui/icon-button';
import { Initials } from '@/ui/initials';
import { namesLike } from '@/ui/names-like';
import { Spinner } from '@/ui/spinner';
import { CreateRoomButton } from './create-room-button';
import { DirectRow, RoomRow, SuggestedRow } from './sidebar-rows';
import { suggestedPeople } from './suggested-people';
import { useCurrentRoom } from './use-current-room';
import './sidebar.css';

type SidebarProps = { onHelp: () => void };

export function Sidebar({ onHelp }: SidebarProps) {
  const account = useAccount();
  const [filter, setFilter] = useState('');

  return (
    <>
      <header className="sidebar-header">
        <Link href="/" className="sidebar-account">
          <img src={account.logo_url ?? '/assets/brand/mark.svg'} alt="" width="32" height="32" />
          <span dir="auto">{account.name}</span>
        </Link>
        <ToolLink href="/search" name="Search messages">
          <Search />
        </ToolLink>
        <ToolLink href="/account" name="Account">
          <Settings />
        </ToolLink>
      </header>
      <FilterField
        label="Filter rooms and people"
        className="sidebar-filter"
        value={filter}
        onChange={setFilter}
      />
      <Lists filter={filter} />
      <Tools onHelp={onHelp} />
    </>
  );
}

function Lists({ filter }: { filter: string }) {
  const me = useMe();
  const known = useRooms();
  const everybody = useQuery(people()).data ?? [];
  const current = useCurrentRoom();

  if (!known) {
    return (
      <div className="room-list">
        <Spinner label="Looking for your rooms" />
      </div>
    );
  }

  const { named, directs } = shownRooms(known);
  const rooms = namesLike(named, filter);
  const conversations = namesLike(directs, filter);
  const allDirects = known.filter(({ room_type }) => room_type === 'direct');
  // Whoever looks for somebody wants them, and not just those that are suggested.
  const suggestions = namesLike(
    suggestedPeople(everybody, allDirects, me.id, filter !== ''),
    filter,
  );
  const nothing = rooms.length + conversations.length + suggestions.length === 0;

  return (
    <div className="room-list">
      <Section title="Rooms" action={<CreateRoomButton />}>
        {rooms.map((room) => (
          <RoomRow key={room.id} room={room} current={room.id === current} />
        ))}
      </Section>
      <Section title="People" href="/people" action={<WriteButton />}>
        {conversations.map((room) => (
          <DirectRow key={room.id} room={room} current={room.id === current} />
        ))}
        {suggestions.map((person) => (
          <SuggestedRow key={person.id} person={person} />
        ))}
      </Section>
      {filter !== '' && nothing && <p className="sidebar-nothing">Nothing is called that.</p>}
    </div>
  );
}

type SectionProps = {
  title: string;
  /** Where all of them are. */
  href?: string;
  action: ReactNode;
  children: ReactNode;
};

function Section({ title, href, action, children }: SectionProps) {
  return (
    <section className="sidebar-section">
      <header>
        <h2>{href ? <Link href={href}>{title}</Link> : title}</h2>
        {action}
      </header>
      <ul>{children}</ul>
    </section>
  );
}

function WriteButton() {
  const [, navigate] = useLocation();
  return (
    <IconButton name="Write to somebody" onClick={() => navigate('/directs/new')}>
      <Plus />
    </IconButton>
  );
}

function Tools({ onHelp }: { onHelp: () => void }) {
  const me = useMe();
  return (
    <footer className="sidebar-tools">
      <Link href="/me" className="room-row sidebar-me">
        <Initials person={me} size="small" />
        <span className="room-row-name">
          <span dir="auto">{me.name}</span>
          <span className="said-only">, my profile</span>
        </span>
      </Link>
      <ToolLink href="/notifications" name="Notifications">
        <Bell />
      </ToolLink>
      <IconButton name="Help and shortcuts" className="sidebar-help" onClick={onHelp}>
        <CircleHelp />
      </IconButton>
    </footer>
  );
}

type ToolLinkProps = { href: string; name: string; children: ReactNode };

function ToolLink({ href, name, children }: ToolLinkProps) {
  const [location] = useLocation();
  return (
    <Link
      href={href}
      className="icon-button"
      aria-label={name}
      title={name}
      aria-current={location === href ? 'page' : undefined}
    >
      {children}
    </Link>
  );
}
