/** Which of my rooms are shown, and in which order: in the sidebar, and when one walks through them. */

import type { Room, RoomId, User, UserId } from './schema';

export interface ShownRooms {
  /** Directs, the last talked in first. */
  directs: Room[];
  /** Open and closed rooms, by name. */
  named: Room[];
}

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

export function shownRooms(rooms: readonly Room[]): ShownRooms {
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

/** The rooms that have something new, in the same order; never the one being looked at. */
export function unreadRooms(rooms: readonly Room[], current: RoomId | null): Room[] {
  const { named, directs } = shownRooms(rooms);
  return [...named, ...directs].filter(({ id, membership }) => membership.unread && id !== current);
}
