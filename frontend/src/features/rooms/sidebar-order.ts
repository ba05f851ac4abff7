/** What the sidebar shows, in which order, and who is suggested there. */

import type { Room, RoomId, User, UserId } from '@/api/schema';

export interface SidebarOrder {
  /** Directs, the last talked in first. */
  directs: Room[];
  /** Open and closed rooms, by name. */
  named: Room[];
}

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

export function sidebarOrder(rooms: readonly Room[]): SidebarOrder {
  const visible = rooms.filter(({ membership }) => membership.involvement !== 'invisible');
  return {
    directs: visible
      .filter(isDirect)
      .sort((a, b) => lastActivity(b).localeCompare(lastActivity(a)) || b.id - a.id),
    named: visible
      .filter((room) => !isDirect(room))
      .sort((a, b) => byName.compare(a.name, b.name) || a.id - b.id),
  };
}

export function isDirect(room: Room): boolean {
  return room.room_type === 'direct';
}

function lastActivity(room: Room): string {
  return room.last_message_at ?? room.created_at;
}

/** With whom a direct is. */
export function otherPerson(direct: Room, me: UserId): User | undefined {
  return direct.members?.find(({ id }) => id !== me);
}

/** Conversations and suggestions together fill this many places. */
const PLACES = 8;

/**
 * People to write to: those I never wrote with. A few who have been here longest, as long as I know
 * few; all of them when I look for somebody.
 */
export function suggestedPeople(
  people: readonly User[],
  directs: readonly Room[],
  me: UserId,
  all: boolean,
): User[] {
  const known = new Set(directs.map((direct) => otherPerson(direct, me)?.id));
  const strangers = people
    .filter(({ id, status }) => id !== me && status === 'active' && !known.has(id))
    .sort((a, b) => a.id - b.id);
  return all ? strangers : strangers.slice(0, Math.max(0, PLACES - known.size));
}

/** Letters as they are compared: without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function namesLike<Named extends { name: string }>(all: readonly Named[], filter: string) {
  const wanted = folded(filter.trim());
  return all.filter(({ name }) => folded(name).includes(wanted));
}

/** The rooms that have something new, in the sidebar's order; never the one being looked at. */
export function unreadRooms(rooms: readonly Room[], current: RoomId | null): Room[] {
  const { named, directs } = sidebarOrder(rooms);
  return [...named, ...directs].filter(({ id, membership }) => membership.unread && id !== current);
}
