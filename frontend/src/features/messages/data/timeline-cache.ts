/** Where timelines live: in the query cache, one a room. Frames, pages and answers change them here. */

import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { MessageId, MessagePage, RoomId } from '@/api/schema';
import {
  type Asked,
  awaiting,
  caughtUp,
  extendedBy,
  gaveUp,
  openedWith,
  outdated,
  replacedBy,
  TAIL,
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
    queryFn: async () => openedWith(await fetchPage(room, { kind: 'newest' })),
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

/** More was missed than is told: asks anew for where one reads, the end or the middle of the list. */
export async function reloadTimeline(cache: QueryClient, room: RoomId, newest: MessageId | null) {
  changeTimeline(cache, room, outdated);
  const known = knownTimeline(cache, room);
  const middle = known?.messages[Math.floor(known.messages.length / 2)];
  const isInThePast = known && known.to < TAIL && middle;
  const asked: Asked = isInThePast ? { kind: 'around', id: middle.id } : { kind: 'newest' };
  try {
    await withPage(cache, room, asked, (timeline, page) =>
      caughtUp(replacedBy(timeline, page, asked), newest),
    );
  } catch {
    // What is said from now on would hide the hole: better nothing than something incomplete.
    forgetTimeline(cache, room);
  }
}

async function withPage(
  cache: QueryClient,
  room: RoomId,
  asked: Asked,
  join: (timeline: Timeline, page: MessagePage, asked: Asked) => Timeline,
) {
  changeTimeline(cache, room, awaiting);
  const generation = knownTimeline(cache, room)?.generation;
  const answer = (change: (timeline: Timeline) => Timeline) =>
    changeTimeline(cache, room, (timeline) =>
      timeline.generation === generation ? change(timeline) : timeline,
    );
  try {
    const page = await fetchPage(room, asked);
    answer((timeline) => join(timeline, page, asked));
  } catch (cause) {
    answer(gaveUp);
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
