/** What is true right now and was never written down: the connection, who is here, who types. */

import { create } from 'zustand';
import type { RoomId, Typist, UserId } from '@/api/schema';

export type ConnectionState = 'connecting' | 'live' | 'offline';

export interface Connection {
  state: ConnectionState;
  /** When the next attempt is made, in milliseconds since 1970; none is planned otherwise. */
  retryAt: number | null;
}

interface Live {
  connection: Connection;
  online: ReadonlySet<UserId>;
  typists: ReadonlyMap<RoomId, readonly Typist[]>;
  /** What the server called itself at the first hello of this page, and at the last one. */
  versions: { first: string; latest: string } | null;
}

const NOTHING: Live = {
  connection: { state: 'connecting', retryAt: null },
  online: new Set(),
  typists: new Map(),
  versions: null,
};

const NOBODY: readonly Typist[] = [];

/** Read by the hooks below; written by the socket and by `app/apply-frame.ts`. */
export const liveStore = create<Live>(() => NOTHING);

/** Forgets everything: another person may sign in next. */
export function forgetLive() {
  liveStore.setState(NOTHING);
}

export function setConnection(connection: Connection) {
  // Nobody is known to be here, or to type, while nothing can be heard of them.
  liveStore.setState(
    connection.state === 'live' ? { connection } : { connection, typists: NOTHING.typists },
  );
}

export function setServerVersion(latest: string) {
  liveStore.setState(({ versions }) => ({
    versions: { first: versions?.first ?? latest, latest },
  }));
}

export function setOnline(everyone: readonly UserId[]) {
  liveStore.setState({ online: new Set(everyone) });
}

export function setOnlineState(person: UserId, isOnline: boolean) {
  liveStore.setState(({ online }) => {
    const next = new Set(online);
    if (isOnline) next.add(person);
    else next.delete(person);
    return { online: next };
  });
}

export function startsTyping(room: RoomId, typist: Typist) {
  changeTypists(
    room,
    (others) => [...others, typist].sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id),
    typist.id,
  );
}

export function stopsTyping(room: RoomId, person: UserId) {
  changeTypists(room, (others) => others, person);
}

function changeTypists(
  room: RoomId,
  change: (others: readonly Typist[]) => readonly Typist[],
  person: UserId,
) {
  liveStore.setState(({ typists }) => {
    const others = (typists.get(room) ?? NOBODY).filter(({ id }) => id !== person);
    return { typists: new Map(typists).set(room, change(others)) };
  });
}

export function useConnection(): Connection {
  return liveStore((live) => live.connection);
}

export function useIsOnline(person: UserId): boolean {
  return liveStore((live) => live.online.has(person));
}

/** Who types in this room, by name; never oneself. */
export function useTypists(room: RoomId): readonly Typist[] {
  return liveStore((live) => live.typists.get(room) ?? NOBODY);
}

export function useServerVersion(): string | null {
  return liveStore((live) => live.versions?.latest ?? null);
}

/** The server is another one than this page came from: loading it anew is wise. */
export function useServerWasUpdated(): boolean {
  return liveStore(({ versions }) => versions !== null && versions.first !== versions.latest);
}
