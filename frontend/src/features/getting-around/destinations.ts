/** Where one can go, and which of it somebody means by a few letters. */

import { otherPerson } from '@/api/room-order';
import type { Room, RoomId, User, UserId } from '@/api/schema';
import { folded } from '@/ui/names-like';

export type Destination =
  | { kind: 'room'; name: string; room: Room; person?: User | undefined }
  /** Somebody I haven't written with. */
  | { kind: 'person'; name: string; person: User };

/** Hidden rooms too: this is how one gets to them. */
export function destinations(
  rooms: readonly Room[],
  people: readonly User[],
  me: UserId,
): Destination[] {
  const directs = rooms.filter(({ room_type }) => room_type === 'direct');
  const known = new Set(directs.map((direct) => otherPerson(direct, me)?.id));
  return [
    ...rooms.map((room): Destination => {
      const person = room.room_type === 'direct' ? otherPerson(room, me) : undefined;
      return { kind: 'room', name: room.name, room, person };
    }),
    ...people
      .filter(({ id }) => id !== me && !known.has(id))
      .map((person): Destination => ({ kind: 'person', name: person.name, person })),
  ];
}

export function keyOf(destination: Destination): string {
  return destination.kind === 'room'
    ? `room-${destination.room.id}`
    : `person-${destination.person.id}`;
}

/** How well letters fit a name, best first; those that don't fit at all have no place here. */
const FITS = ['whole', 'beginning', 'word', 'initials', 'inside', 'scattered'] as const;
type Fit = (typeof FITS)[number];

export function fitOf(name: string, typed: string): Fit | undefined {
  const whole = folded(name);
  const wanted = folded(typed.trim());
  const words = whole.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (whole === wanted) return 'whole';
  if (whole.startsWith(wanted)) return 'beginning';
  if (words.some((word) => word.startsWith(wanted))) return 'word';
  if (
    words
      .map((word) => word[0])
      .join('')
      .startsWith(wanted)
  )
    return 'initials';
  if (whole.includes(wanted)) return 'inside';
  return isScatteredIn(whole, wanted) ? 'scattered' : undefined;
}

/** All letters are there, in this order, with others between them. */
function isScatteredIn(whole: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted.replaceAll(' ', '')) {
    from = whole.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

/** Looked over at a glance. */
const MOST = 12;

/**
 * What is most likely meant first. Nothing typed: what is unread, then where one was last, the room
 * one is in left out. Otherwise how well it fits, and among equals where one was last.
 */
export function ranked(
  all: readonly Destination[],
  typed: string,
  recent: readonly RoomId[],
  current: RoomId | null,
): Destination[] {
  const isTyped = typed.trim() !== '';
  const scored = all.flatMap((destination) => {
    const how = isTyped ? fitOf(destination.name, typed) : 'whole';
    if (how === undefined || (!isTyped && isCurrent(destination, current))) return [];
    const unread = isTyped || !isUnread(destination) ? 1 : 0;
    return [{ destination, order: [unread, FITS.indexOf(how), recency(destination, recent)] }];
  });
  scored.sort(
    (a, b) => inOrder(a.order, b.order) || a.destination.name.localeCompare(b.destination.name),
  );
  return scored.slice(0, MOST).map(({ destination }) => destination);
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isCurrent(destination: Destination, current: RoomId | null): boolean {
  return destination.kind === 'room' && destination.room.id === current;
}

function isUnread(destination: Destination): boolean {
  return destination.kind === 'room' && destination.room.membership.unread;
}

/** Rooms one was in, in that order; other rooms after them; strangers last. */
function recency(destination: Destination, recent: readonly RoomId[]): number {
  if (destination.kind === 'person') return recent.length + 1;
  const at = recent.indexOf(destination.room.id);
  return at === -1 ? recent.length : at;
}
