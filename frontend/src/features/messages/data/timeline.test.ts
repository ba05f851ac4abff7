/** Pages and frames come in any order; what is on screen in the end is what was said. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageOf } from '@/api/examples';
import {
  answered,
  atRest,
  awaiting,
  caughtUp,
  extendedBy,
  heard,
  openedWith,
  replacedBy,
  TAIL,
  type Timeline,
} from './timeline';
import { Reader, Server } from './timeline-model';

/** What people, the server and the network can do; the number picks to what. */
const DEEDS = {
  post: ({ server }, skippedIds) => void server.post(skippedIds % 3),
  edit: ({ server }, which) => void server.edit(which),
  delete: ({ server }, which) => server.delete(which),
  boost: ({ server }, which) => server.boost(which),
  unboost: ({ server }, which) => server.unboost(which),
  postMine: (reader) => reader.say(() => reader.server.post()),
  editMine: (reader, which) => reader.say(() => reader.server.edit(which)),
  connect: (reader) => reader.connect(),
  disconnect: (reader) => reader.disconnect(),
  hear: (reader, frames) => {
    for (let heard = 0; heard <= frames; heard += 1) reader.hear();
  },
  serve: (reader, which) => reader.serve(which),
  receive: (reader, which) => reader.receive(which),
  fail: (reader, which) => reader.fail(which),
  readBack: (reader) => reader.ask({ kind: 'before', id: reader.timeline.from }),
  readOn: (reader) => {
    if (reader.timeline.to < TAIL) reader.ask({ kind: 'after', id: reader.timeline.to });
  },
  jumpToNewest: (reader) => reader.ask({ kind: 'newest' }, replacedBy),
  jumpTo: (reader, which) => {
    const message = reader.server.messages[which];
    if (message) reader.ask({ kind: 'around', id: message.id }, replacedBy);
  },
  rest: (reader) => {
    reader.timeline = atRest(reader.timeline, 2);
  },
} satisfies Record<string, (reader: Reader, number: number) => void>;

type Deed = [name: keyof typeof DEEDS, number: number];

const deedsAmong = (names: (keyof typeof DEEDS)[]): fc.Arbitrary<Deed[]> =>
  fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(12)), { maxLength: 80, size: 'max' });

// `Object.keys` says no more than `string`; these are the names just above.
const ALL = Object.keys(DEEDS) as (keyof typeof DEEDS)[];

function opened(count: number): Reader {
  const server = new Server();
  for (let said = 0; said < count; said += 1) server.post();
  return new Reader(server);
}

function live(reader: Reader, deeds: Deed[]) {
  for (const [name, number] of deeds) DEEDS[name](reader, number);
  reader.settle();
}

test('any order of frames and pages gives the same list: what the server has', () => {
  fc.assert(
    fc.property(fc.nat(12), deedsAmong(ALL), (saidBefore, deeds) => {
      const reader = opened(saidBefore);

      live(reader, deeds);

      expect(reader.timeline.messages).toEqual(reader.truth);
      expect(reader.timeline).toMatchObject({ awaited: 0, meanwhile: [] });
    }),
    { numRuns: 1_000 },
  );
});

test('whoever is at the end and jumps nowhere stays there', () => {
  const unmoved = ALL.filter((name) => name !== 'jumpTo');
  fc.assert(
    fc.property(deedsAmong(unmoved), (deeds) => {
      const reader = opened(3);

      live(reader, deeds);

      expect(reader.timeline.to).toBe(TAIL);
    }),
  );
});

describe('a list that does not reach the end', () => {
  function inThePast(): Timeline {
    const page = { messages: [messageOf(5), messageOf(6)] };
    const opening = { ...page, has_more_before: true, has_more_after: true };
    const newest = { messages: [messageOf(90)], has_more_before: true, has_more_after: false };
    return replacedBy(openedWith(newest), opening, { kind: 'around', id: 5 });
  }

  test('does not show what is said at the end, but has heard of it', () => {
    const timeline = heard(inThePast(), { type: 'message_created', message: messageOf(91) });

    expect(timeline.messages.map(({ id }) => id)).toEqual([5, 6]);
    expect(timeline).toMatchObject({ to: 6, heardUpTo: 91 });
  });

  test('is live as soon as a page reaches the end', () => {
    const page = { messages: [messageOf(90)], has_more_before: true, has_more_after: false };
    const asked = awaiting(inThePast());
    const meanwhile = heard(asked, { type: 'message_created', message: messageOf(91) });

    const timeline = extendedBy(meanwhile, page, { kind: 'after', id: 6 });

    expect(timeline.messages.map(({ id }) => id)).toEqual([5, 6, 90, 91]);
    expect(timeline.to).toBe(TAIL);
  });
});

test('a page that no longer touches the list is left out', () => {
  const newest = { messages: [messageOf(90)], has_more_before: true, has_more_after: false };
  const older = { messages: [messageOf(5)], has_more_before: true, has_more_after: true };

  const timeline = extendedBy(awaiting(openedWith(newest)), older, { kind: 'before', id: 40 });

  expect(timeline.messages.map(({ id }) => id)).toEqual([90]);
  expect(timeline.from).toBe(90);
});

describe('a long list', () => {
  const many = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => messageOf(first + index));

  function long(): Timeline {
    const messages = many(1_001, 1_090);
    return openedWith({ messages, has_more_before: true, has_more_after: false });
  }

  test('forgets its oldest as new things are said', () => {
    const said = many(2_091, 11);

    const timeline = said.reduce<Timeline>(
      (known, message) => heard(known, { type: 'message_created', message }),
      long(),
    );

    expect(timeline.messages).toHaveLength(1_000);
    expect(timeline).toMatchObject({ from: 1_102, to: TAIL });
  });

  test('forgets its newest as one reads back, and is no longer live', () => {
    const page = { messages: many(961, 40), has_more_before: true, has_more_after: true };

    const timeline = extendedBy(awaiting(long()), page, { kind: 'before', id: 1_001 });

    expect(timeline.messages).toHaveLength(1_000);
    expect(timeline).toMatchObject({ from: 961, to: 1_960 });
  });

  test('at rest keeps its end', () => {
    const timeline = atRest(long(), 100);

    expect(timeline.messages).toHaveLength(100);
    expect(timeline).toMatchObject({ from: 1_991, to: TAIL });
  });
});

describe('after a silence', () => {
  const room = () =>
    openedWith({ messages: [messageOf(5)], has_more_before: false, has_more_after: false });

  test('a replay that is cut short is asked for again', () => {
    const timeline = heard(room(), { type: 'message_created', message: messageOf(6) }, true);

    expect(timeline.heardUpTo).toBe(5);
    expect(caughtUp(timeline, 6).heardUpTo).toBe(6);
  });

  test('an answer that comes late brings nothing deleted back', () => {
    const deleted = heard(room(), { type: 'message_deleted', room_id: 1, message_id: 6 });

    expect(answered(deleted, messageOf(6)).messages.map(({ id }) => id)).toEqual([5]);
  });
});

describe('boosts', () => {
  const boost = {
    id: 7,
    message_id: 5,
    booster_id: 2,
    booster: messageOf(5).creator,
    content: '🔥',
    created_at: '',
  };
  const given = { type: 'boost_created', room_id: 1, boost } as const;
  const page = { messages: [messageOf(5)], has_more_before: false, has_more_after: false };
  const idsOf = (timeline: Timeline) => timeline.messages[0]?.boosts.map(({ id }) => id);

  test('shown before they have an id are shown once when they have one', () => {
    const promised = heard(openedWith(page), { ...given, boost: { ...boost, id: -1 } });

    expect(idsOf(promised)).toEqual([-1]);
    expect(idsOf(heard(heard(promised, given), given))).toEqual([7]);
  });

  test('that were taken back do not return with the answer to giving them', () => {
    const taken = { type: 'boost_deleted', room_id: 1, message_id: 5, boost_id: 7 } as const;

    expect(idsOf(heard(heard(heard(openedWith(page), given), taken), given))).toEqual([]);
  });
});
