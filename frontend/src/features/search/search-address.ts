/** What is looked for, as the address holds it: a search can be kept, sent, and gone back to. */

import type { RoomId, SearchSort, UserId } from '@/api/schema';

export type Search = {
  q: string;
  room_id: RoomId | null;
  from: UserId | null;
  sort: SearchSort;
};

/** Understands any address: what makes no sense in it isn't asked for. */
export function searchIn(parameters: URLSearchParams): Search {
  return {
    q: parameters.get('q') ?? '',
    room_id: idIn(parameters.get('room_id')),
    from: idIn(parameters.get('from')),
    sort: parameters.get('sort') === 'recent' ? 'recent' : 'relevant',
  };
}

function idIn(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

export function addressOf({ q, room_id, from, sort }: Search): string {
  const parameters = new URLSearchParams();
  if (q) parameters.set('q', q);
  if (room_id !== null) parameters.set('room_id', String(room_id));
  if (from !== null) parameters.set('from', String(from));
  if (sort !== 'relevant') parameters.set('sort', sort);
  return parameters.size ? `/search?${parameters}` : '/search';
}
