/** Where timelines live: in the query cache, one a room. Frames, pages and answers change them here. */

import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { MessagePage, RoomId } from '@/api/schema';
import {
  type Asked,
  awaiting,
  extendedBy,
  gaveUp,
  openedWith,
  replacedBy,
  type Timeline,
} from './timeline';

const PAGE = 40;

export const timelineKey = (room: RoomId) => ['timeline', room] as const;
/** Where the room is opened; see `use-timeline.ts`. */
export const openingKey = (room: RoomId) => ['opening', room] as const;

/** The room's newest page, as long as nothing is known of it. Later pages extend it. */
export const timelineOf = (room: RoomId) =>
  queryOptions({
    queryKey: timelineKey(room),
    queryFn: async () => openedWith(await fetchPage(room, { kind: 'newest' }), { kind: 'newest' }),
    // From here on frames keep it true; asking again would lose the place where one reads.
    staleTime: Number.POSITIVE_INFINITY,
  });

function fetchPage(room: RoomId, asked: Asked): Promise<MessagePage> {
  const place = asked.kind === 'newest' ? {} : { [asked.kind]: asked.id };
  return api.get<MessagePage>(`/api/rooms/${room}/messages`, { limit: PAGE, ...place });
}

export function knownTimeline(cache: QueryClient, room: RoomId): Timeline | undefined {
  return cache.getQueryData(timelineKey(room));
}

/** Changes what is known of a room; does nothing if nothing is. */
export function changeTimeline(
  cache: QueryClient,
  room: RoomId,
  change: (timeline: Timeline) => Timeline,
) {
  cache.setQueryData<Timeline>(timelineKey(room), (known) => known && change(known));
}

/** Joins another page to the list. */
export function extendTimeline(cache: QueryClient, room: RoomId, asked: Asked): Promise<void> {
  return withPage(cache, room, asked, extendedBy);
}

/** Shows another stretch of the room: its newest, or where a message stands. */
export function moveTimeline(cache: QueryClient, room: RoomId, asked: Asked): Promise<void> {
  return withPage(cache, room, asked, replacedBy);
}

async function withPage(
  cache: QueryClient,
  room: RoomId,
  asked: Asked,
  join: (timeline: Timeline, page: MessagePage, asked: Asked) => Timeline,
) {
  changeTimeline(cache, room, awaiting);
  try {
    const page = await fetchPage(room, asked);
    changeTimeline(cache, room, (timeline) => join(timeline, page, asked));
  } catch (cause) {
    changeTimeline(cache, room, gaveUp);
    throw cause;
  }
}

/** The rooms of which something is known. */
export function allTimelines(cache: QueryClient): RoomId[] {
  const known = cache.getQueriesData<Timeline>({ queryKey: timelineKey(0).slice(0, 1) });
  return known.flatMap(([key, timeline]) => (timeline ? [Number(key[1])] : []));
}

/** The room is no longer ours; whoever looks at it is told so when it is asked for again. */
export function forgetTimeline(cache: QueryClient, room: RoomId) {
  cache.removeQueries({ queryKey: timelineKey(room) });
  void cache.resetQueries({ queryKey: openingKey(room) });
}

/** The room is ours again: whoever was told that it is gone may look anew. */
export function reopenTimeline(cache: QueryClient, room: RoomId) {
  const predicate = (query: { state: { error: unknown } }) => query.state.error !== null;
  void cache.resetQueries({ queryKey: openingKey(room), predicate });
}
