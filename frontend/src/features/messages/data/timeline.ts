/**
 * A stretch of a room, without holes: pages extend it, frames change it. Pure, so that it can be
 * shown that the order in which they come makes no difference.
 */

import type { Boost, Message, MessageId, MessagePage, ServerFrame, User } from '@/api/schema';

/** What of a room is kept: enough to scroll about in, little enough to stay quick. */
const KEPT = 1_000;
/** Trimming a few at a time would move the list about for nothing. */
const LEEWAY = 100;

/** Frames that change what was said in a room. */
export type ChangeFrame = Extract<
  ServerFrame,
  {
    type:
      | 'message_created'
      | 'message_updated'
      | 'message_deleted'
      | 'boost_created'
      | 'boost_deleted';
  }
>;

export interface Timeline {
  /** Everything that was said between `from` and `to`, oldest first. */
  readonly messages: readonly Message[];
  /** The first id that is covered; `BEGINNING` if nothing comes before. */
  readonly from: MessageId;
  /** The last id that is covered; `TAIL` if it is live: then new messages belong to it. */
  readonly to: MessageId;
  /** Everything up to this message was heard of: what came later is asked for after a silence. */
  readonly heardUpTo: MessageId;
  /** How often everything that was missed has come in. */
  readonly catchUps: number;
  /** Grows when all that is known is to be replaced: pages asked for before that are too old. */
  readonly generation: number;
  /** Pages that were asked for and haven't come. */
  readonly awaited: number;
  /** What was heard while pages are on their way: these may be older than that. */
  readonly meanwhile: readonly ChangeFrame[];
  /** Deleted messages and boosts we heard of; an answer that comes late may still hold them. */
  readonly gone: {
    readonly messages: ReadonlySet<MessageId>;
    readonly boosts: ReadonlySet<number>;
  };
}

export const BEGINNING = 0;
export const TAIL = Number.POSITIVE_INFINITY;

/** Where a page was asked for. */
export type Asked = { kind: 'newest' } | { kind: 'before' | 'after' | 'around'; id: MessageId };

/** A timeline of the room's newest page. */
export function openedWith(newest: MessagePage): Timeline {
  return {
    ...stretchOf(newest, { kind: 'newest' }),
    heardUpTo: newest.messages.at(-1)?.id ?? BEGINNING,
    catchUps: 0,
    generation: 0,
    awaited: 0,
    meanwhile: [],
    gone: { messages: new Set(), boosts: new Set() },
  };
}

/** Whether a position is in the list. `TAIL` is, if the list is live. */
export function covers({ from, to }: Timeline, id: MessageId): boolean {
  return from <= id && id <= to;
}

type Stretch = Pick<Timeline, 'messages' | 'from' | 'to'>;

/** What a page covers: up to where it was asked for, even if nothing stands there any more. */
function stretchOf(page: MessagePage, asked: Asked): Stretch {
  const first = page.messages[0]?.id;
  const last = page.messages.at(-1)?.id;
  const { messages, has_more_before, has_more_after } = page;
  switch (asked.kind) {
    case 'newest':
      return { messages, from: has_more_before ? (first ?? BEGINNING) : BEGINNING, to: TAIL };
    case 'before':
      return {
        messages,
        from: has_more_before ? (first ?? asked.id) : BEGINNING,
        to: asked.id - 1,
      };
    case 'after':
      return { messages, from: asked.id + 1, to: has_more_after ? (last ?? asked.id) : TAIL };
    case 'around':
      return {
        messages,
        from: has_more_before ? (first ?? asked.id) : BEGINNING,
        to: has_more_after ? (last ?? asked.id) : TAIL,
      };
  }
}

/** A page was asked for: from now on what is heard is kept, to be said again over it. */
export function awaiting(timeline: Timeline): Timeline {
  return { ...timeline, awaited: timeline.awaited + 1 };
}

/**
 * More was missed than is told: what was heard until now may not be said again over what comes, and
 * pages that are on their way may be as old.
 */
export function outdated(timeline: Timeline): Timeline {
  return { ...timeline, generation: timeline.generation + 1, awaited: 0, meanwhile: [] };
}

/** A page that was asked for won't come. */
export function gaveUp(timeline: Timeline): Timeline {
  const awaited = Math.max(0, timeline.awaited - 1);
  return { ...timeline, awaited, meanwhile: awaited === 0 ? [] : timeline.meanwhile };
}

/** Joins a page to what is known. One that no longer touches it is left out. */
export function extendedBy(timeline: Timeline, page: MessagePage, asked: Asked): Timeline {
  const stretch = stretchOf(page, asked);
  const touches = stretch.from <= timeline.to + 1 && timeline.from <= stretch.to + 1;
  if (!touches) return gaveUp(timeline);
  const joined = {
    ...timeline,
    messages: merged(timeline.messages, stretch.messages),
    from: Math.min(timeline.from, stretch.from),
    to: Math.max(timeline.to, stretch.to),
  };
  const end = stretch.from < timeline.from ? 'newest' : 'oldest';
  return gaveUp(trimmed(replayed(joined), end));
}

/** Forgets the stretch for another one: the newest page, or one around a message. */
export function replacedBy(timeline: Timeline, page: MessagePage, asked: Asked): Timeline {
  return gaveUp(replayed({ ...timeline, ...stretchOf(page, asked) }));
}

/** What was heard since the page was asked for is newer than the page, or the same. */
function replayed(timeline: Timeline): Timeline {
  const known = {
    ...timeline,
    messages: timeline.messages.filter(({ id }) => !timeline.gone.messages.has(id)),
  };
  return timeline.meanwhile.reduce(changedBy, known);
}

/** Both in order, once each; the later list's copy wins. */
function merged(known: readonly Message[], page: readonly Message[]): readonly Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of page) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** Cuts off what is far from where one reads. */
function trimmed(timeline: Timeline, end: 'oldest' | 'newest'): Timeline {
  const { messages } = timeline;
  if (messages.length <= KEPT + LEEWAY) return timeline;
  if (end === 'oldest') {
    const kept = messages.slice(-KEPT);
    return { ...timeline, messages: kept, from: kept[0]?.id ?? timeline.from };
  }
  const kept = messages.slice(0, KEPT);
  return { ...timeline, messages: kept, to: kept.at(-1)?.id ?? timeline.to };
}

/** Keeps the newest few of a list that nobody looks at, if it reaches them. */
export function atRest(timeline: Timeline, count: number): Timeline {
  if (timeline.to !== TAIL || timeline.messages.length <= count) return timeline;
  const messages = timeline.messages.slice(-count);
  return { ...timeline, messages, from: messages[0]?.id ?? timeline.from };
}

/** What a frame changes, heard once or twice. */
export function heard(timeline: Timeline, frame: ChangeFrame, isReplay = false): Timeline {
  const changed = changedBy(timeline, frame);
  const meanwhile = timeline.awaited > 0 ? [...timeline.meanwhile, frame] : timeline.meanwhile;
  // A replay that is cut short is asked for again, so it moves this on only as a whole.
  const heardUpTo =
    frame.type === 'message_created' && !isReplay
      ? Math.max(timeline.heardUpTo, frame.message.id)
      : timeline.heardUpTo;
  return trimmed({ ...changed, meanwhile, heardUpTo }, 'oldest');
}

/**
 * The answer to what I said or edited. Frames may have overtaken it, so it adds what isn't known
 * and takes nothing away.
 */
export function answered(timeline: Timeline, message: Message): Timeline {
  const known = timeline.messages.find(({ id }) => id === message.id);
  return withMessage(timeline, known ? { ...message, boosts: known.boosts } : message);
}

/** The room's missed messages have all come. */
export function caughtUp(timeline: Timeline, newest: MessageId | null): Timeline {
  return {
    ...timeline,
    heardUpTo: Math.max(timeline.heardUpTo, newest ?? BEGINNING),
    catchUps: timeline.catchUps + 1,
  };
}

function changedBy(timeline: Timeline, frame: ChangeFrame): Timeline {
  switch (frame.type) {
    case 'message_created':
    case 'message_updated':
      return withMessage(timeline, frame.message);
    case 'message_deleted':
      return {
        ...timeline,
        messages: timeline.messages.filter(({ id }) => id !== frame.message_id),
        gone: { ...timeline.gone, messages: new Set(timeline.gone.messages).add(frame.message_id) },
      };
    case 'boost_created':
      if (timeline.gone.boosts.has(frame.boost.id)) return timeline;
      return withBoosts(timeline, frame.boost.message_id, (boosts) => filed(boosts, frame.boost));
    case 'boost_deleted':
      return {
        ...withBoosts(timeline, frame.message_id, (boosts) =>
          boosts.filter(({ id }) => id !== frame.boost_id),
        ),
        gone: { ...timeline.gone, boosts: new Set(timeline.gone.boosts).add(frame.boost_id) },
      };
  }
}

/** Files a message in its place, over an older copy of itself. */
function withMessage(timeline: Timeline, message: Message): Timeline {
  const { messages, gone } = timeline;
  if (!covers(timeline, message.id) || gone.messages.has(message.id)) return timeline;
  const place = messages.findLastIndex(({ id }) => id <= message.id);
  const known = messages[place];
  if (known?.id !== message.id) {
    return { ...timeline, messages: messages.toSpliced(place + 1, 0, message) };
  }
  // An answer can be overtaken by a frame about a later edit.
  if (known.updated_at > message.updated_at) return timeline;
  return { ...timeline, messages: messages.with(place, message) };
}

/** Takes a boost off without holding it for gone: the server may refuse, and then it stands. */
export function withoutBoost(timeline: Timeline, boost: Boost): Timeline {
  return withBoosts(timeline, boost.message_id, (boosts) =>
    boosts.filter(({ id }) => id !== boost.id),
  );
}

function withBoosts(
  timeline: Timeline,
  messageId: MessageId,
  change: (boosts: Boost[]) => Boost[],
): Timeline {
  const place = timeline.messages.findIndex(({ id }) => id === messageId);
  const message = timeline.messages[place];
  if (!message) return timeline;
  const boosts = change(message.boosts);
  return { ...timeline, messages: timeline.messages.with(place, { ...message, boosts }) };
}

/** A boost in the order of giving, in place of the one that was shown before it had an id. */
function filed(boosts: Boost[], boost: Boost): Boost[] {
  const promised = boosts.findIndex(
    ({ id, booster_id, content }) =>
      id < 0 && booster_id === boost.booster_id && content === boost.content,
  );
  const others = boosts.filter(({ id }, at) => id !== boost.id && at !== promised);
  const isPromise = ({ id }: Boost) => id < 0;
  return [...others, boost].sort(
    (a, b) => Number(isPromise(a)) - Number(isPromise(b)) || Math.abs(a.id) - Math.abs(b.id),
  );
}

/** Shows a person as they are now, wherever they said something or gave a boost. */
export function withAuthor(timeline: Timeline, user: User): Timeline {
  const concerns = ({ creator_id, boosts }: Message) =>
    creator_id === user.id || boosts.some(({ booster_id }) => booster_id === user.id);
  if (!timeline.messages.some(concerns)) return timeline;
  const messages = timeline.messages.map((message) => {
    if (!concerns(message)) return message;
    const boosts = message.boosts.map((boost) =>
      boost.booster_id === user.id ? { ...boost, booster: user } : boost,
    );
    return { ...message, boosts, ...(message.creator_id === user.id ? { creator: user } : {}) };
  });
  return { ...timeline, messages };
}
