/** A room as one reads it: what was said, what I am about to have said, and the ways on. */

import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '@/api/client';
import { rooms, useMe } from '@/api/queries';
import type { Message, MessageId, RoomId, UserId } from '@/api/schema';
import { useSocket } from '@/live/use-socket';
import { outboxStore } from './outbox';
import type { OutgoingMessage } from './outgoing';
import { type Asked, atRest, BEGINNING, covers, TAIL, type Timeline } from './timeline';
import {
  changeTimeline,
  extendTimeline,
  knownTimeline,
  moveTimeline,
  openingKey,
  timelineOf,
} from './timeline-cache';
import { firstUnread } from './unread';

export type TimelineEntry =
  | { kind: 'sent'; message: Message }
  | { kind: 'mine'; draft: OutgoingMessage };

export interface RoomTimeline {
  /** `gone`: the room isn't there, or isn't ours to see. */
  state: 'loading' | 'ready' | 'gone' | 'failed';
  /** Oldest first; what isn't confirmed yet stands at the end. */
  entries: readonly TimelineEntry[];
  hasBefore: boolean;
  /** There is more below: new messages aren't shown until one gets there, or jumps. */
  hasAfter: boolean;
  loadBefore(): void;
  loadAfter(): void;
  /** Resolves when the newest messages are in the list; rejects when they can't be had. */
  jumpToNewest(): Promise<void>;
  /** The first message that was unread when the room was opened. */
  unreadFrom: MessageId | null;
  /** The newest message we have heard of, shown or not. */
  newestId: MessageId | null;
  /** How often all that was missed has come in: until it grows, what comes in isn't live. */
  catchUps: number;
  retry(): void;
}

/** What a room keeps of itself while one looks at others: a screen or two to come back to. */
const KEPT_AT_REST = 120;

export function useTimeline(room: RoomId, around?: MessageId): RoomTimeline {
  const cache = useQueryClient();
  const me = useMe();
  const opening = useQuery(openingOf(cache, room, around));
  // Filled by the opening, changed by frames and pages; it asks for nothing by itself.
  const { data: timeline } = useQuery({ ...timelineOf(room), enabled: false });
  const isOpen = opening.data !== undefined && timeline !== undefined;
  useFollowing(room, isOpen);
  const unreadFrom = useUnreadFrom(timeline, opening.data, me.id);
  const entries = useEntries(timeline, room, me.id);
  const load = useLoading(room, timeline);

  return {
    state: stateOf(isOpen, opening.error),
    entries,
    hasBefore: timeline !== undefined && timeline.from > BEGINNING,
    hasAfter: timeline !== undefined && timeline.to < TAIL,
    ...load,
    unreadFrom,
    catchUps: timeline?.catchUps ?? 0,
    newestId: timeline?.heardUpTo || null,
    retry: () => void opening.refetch(),
  };
}

function stateOf(isOpen: boolean, error: Error | null): RoomTimeline['state'] {
  if (error instanceof ApiError && error.status === 404) return 'gone';
  if (isOpen) return 'ready';
  return error ? 'failed' : 'loading';
}

/** What was true when the room was opened. */
interface Opening {
  unread: number;
  /** The newest message there was, if that is known: a list from the cache has yet to catch up. */
  newest: MessageId | null;
  catchUps: number;
}

/** Opens the room where it is wanted: at its end, or around a message. */
const openingOf = (cache: QueryClient, room: RoomId, around: MessageId | undefined) =>
  queryOptions({
    queryKey: [...openingKey(room), around ?? 'newest'],
    queryFn: async (): Promise<Opening> => {
      const unread = unreadIn(await cache.ensureQueryData(rooms), room);
      const { heardUpTo, catchUps } = await cache.ensureQueryData(timelineOf(room));
      if (!isOpenAt(knownTimeline(cache, room), around)) {
        await moveTimeline(cache, room, placeOf(around)).catch((cause) => {
          // A message that isn't in this room, or never was: its end will do.
          if (!(around && cause instanceof ApiError && cause.status === 404)) throw cause;
        });
      }
      return { unread, newest: heardUpTo, catchUps };
    },
    // A room that is known is on screen in the same breath.
    initialData: (): Opening | undefined => {
      const timeline = knownTimeline(cache, room);
      const known = cache.getQueryData(rooms.queryKey);
      if (!timeline || !known || !isOpenAt(timeline, around)) return undefined;
      return { unread: unreadIn(known, room), newest: null, catchUps: timeline.catchUps };
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Each opening is a new one.
    gcTime: 0,
  });

const placeOf = (around: MessageId | undefined): Asked =>
  around === undefined ? { kind: 'newest' } : { kind: 'around', id: around };

function isOpenAt(timeline: Timeline | undefined, around: MessageId | undefined): boolean {
  return timeline !== undefined && covers(timeline, around ?? TAIL);
}

function unreadIn(
  known: readonly { id: RoomId; membership: { unread_count: number } }[],
  room: RoomId,
): number {
  return known.find(({ id }) => id === room)?.membership.unread_count ?? 0;
}

/** Hears of the room from what is known of it on, as long as it is looked at. */
function useFollowing(room: RoomId, isOpen: boolean) {
  const cache = useQueryClient();
  const socket = useSocket();

  useEffect(() => {
    if (!isOpen) return;
    const unfollow = socket.follow(room, () => knownTimeline(cache, room)?.heardUpTo);
    return () => {
      unfollow();
      changeTimeline(cache, room, (timeline) => atRest(timeline, KEPT_AT_REST));
    };
  }, [cache, socket, room, isOpen]);
}

/** Stays where it was found, however much is said or read since. */
function useUnreadFrom(
  timeline: Timeline | undefined,
  opening: Opening | undefined,
  me: UserId,
): MessageId | null {
  const [newest, setNewest] = useState<{ opening: Opening; id: MessageId } | null>(null);
  const found = newest?.opening === opening ? newest?.id : undefined;

  if (timeline && opening && found === undefined) {
    const hasCaughtUp = timeline.catchUps > opening.catchUps;
    const id = opening.newest ?? (hasCaughtUp ? timeline.heardUpTo : null);
    if (id !== null) setNewest({ opening, id });
  }

  return useMemo(() => {
    if (!timeline || !opening || found === undefined) return null;
    return firstUnread(timeline, me, opening.unread, found);
  }, [timeline, opening, found, me]);
}

const sentEntries = new WeakMap<Message, TimelineEntry>();

/** The same entry for the same message, so that a row knows when nothing has changed. */
function sentEntry(message: Message): TimelineEntry {
  const known = sentEntries.get(message);
  if (known) return known;
  const entry: TimelineEntry = { kind: 'sent', message };
  sentEntries.set(message, entry);
  return entry;
}

function useEntries(
  timeline: Timeline | undefined,
  room: RoomId,
  me: UserId,
): readonly TimelineEntry[] {
  const outgoing = outboxStore((outbox) => outbox.messages);

  return useMemo(() => {
    if (!timeline) return [];
    const sent = timeline.messages.map(sentEntry);
    // Below is where new things are said; that end isn't in the list.
    if (timeline.to < TAIL) return sent;
    const mine = outgoing.filter(({ room_id, author_id }) => room_id === room && author_id === me);
    if (mine.length === 0) return sent;
    // The others hear of it, and so do I, before the answer to my sending it comes.
    const arrived = new Set(timeline.messages.map((message) => message.client_message_id));
    const waiting = mine.filter(({ client_message_id }) => !arrived.has(client_message_id));
    return [...sent, ...waiting.map((draft): TimelineEntry => ({ kind: 'mine', draft }))];
  }, [timeline, outgoing, room, me]);
}

function useLoading(room: RoomId, timeline: Timeline | undefined) {
  const cache = useQueryClient();
  const underway = useRef(new Set<string>());
  const latest = useRef(timeline);
  useEffect(() => {
    latest.current = timeline;
  });

  return useMemo(() => {
    function load(kind: 'before' | 'after', id: MessageId | undefined) {
      const place = `${room} ${kind} ${id}`;
      if (id === undefined || underway.current.has(place)) return;
      underway.current.add(place);
      extendTimeline(cache, room, { kind, id })
        // Whoever scrolls on asks again; that the server is away is told elsewhere.
        .catch(() => {})
        .finally(() => underway.current.delete(place));
    }

    return {
      loadBefore() {
        const known = latest.current;
        if (known && known.from > BEGINNING) load('before', known.from);
      },
      loadAfter() {
        const known = latest.current;
        if (known && known.to < TAIL) load('after', known.to);
      },
      async jumpToNewest() {
        if (latest.current?.to !== TAIL) await moveTimeline(cache, room, { kind: 'newest' });
      },
    };
  }, [cache, room]);
}
