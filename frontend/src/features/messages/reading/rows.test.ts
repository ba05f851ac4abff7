/** What stands in the list, and when it has to say who speaks, which day it is, and what is new. */

import { expect, test } from 'vitest';
import { messageOf } from '@/api/examples';
import type { Message } from '@/api/schema';
import type { OutgoingMessage } from '../data/outgoing';
import type { TimelineEntry } from '../data/use-timeline';
import { type Row, rowsOf } from './rows';

/** Noon, so that minutes before and after are of the same day everywhere. */
const NOON = new Date(2026, 2, 3, 12, 0).getTime();
const MINUTE = 60_000;

const moment = (minutes: number) => new Date(NOON + minutes * MINUTE).toISOString();

function said(id: number, minutes: number, change: Partial<Message> = {}): TimelineEntry {
  return { kind: 'sent', message: messageOf(id, { created_at: moment(minutes), ...change }) };
}

function mine(minutes: number): TimelineEntry {
  const draft: OutgoingMessage = {
    client_message_id: 'draft',
    room_id: 1,
    author_id: messageOf(1).creator_id,
    html: 'On its way',
    state: 'pending',
    created_at: moment(minutes),
  };
  return { kind: 'mine', draft };
}

const whole = (entries: TimelineEntry[]) => rowsOf({ entries, hasBefore: false, unreadFrom: null });

const startsOf = (rows: Row[]) =>
  rows.flatMap((row) => (row.kind === 'message' ? [row.startsGroup] : []));

const kindsOf = (rows: Row[]) => rows.map((row) => row.kind);

test('whoever goes on within five minutes is not introduced again', () => {
  const rows = whole([said(1, 0), said(2, 5), said(3, 10)]);

  expect(startsOf(rows)).toEqual([true, false, false]);
});

test('after more than five minutes the author is shown again', () => {
  const late = said(2, 0, { created_at: new Date(NOON + 5 * MINUTE + 1).toISOString() });

  expect(startsOf(whole([said(1, 0), late]))).toEqual([true, true]);
});

test('somebody else is always introduced', () => {
  const rows = whole([said(1, 0), said(2, 1, { creator_id: 9 }), said(3, 2)]);

  expect(startsOf(rows)).toEqual([true, true, true]);
});

test('a message of mine on its way goes on where I left off', () => {
  expect(startsOf(whole([said(1, 0), mine(2)]))).toEqual([true, false]);
});

test('a message keeps its row when the server confirms it', () => {
  const waiting = whole([mine(0)]);

  const confirmed = whole([said(1, 0, { client_message_id: 'draft' })]);

  expect(confirmed.map((row) => row.key)).toEqual(waiting.map((row) => row.key));
});

test('each day begins with its name, and with who speaks', () => {
  const midnight = new Date(2026, 2, 4).getTime();
  const before = said(1, 0, { created_at: new Date(midnight - MINUTE).toISOString() });
  const after = said(2, 0, { created_at: new Date(midnight + MINUTE).toISOString() });

  const rows = whole([before, after]);

  expect(kindsOf(rows)).toEqual(['beginning', 'day', 'message', 'day', 'message']);
  expect(startsOf(rows)).toEqual([true, true]);
});

test('what is new is set off at its first message', () => {
  const entries = [said(1, 0), said(2, 1), said(3, 2)];

  const rows = rowsOf({ entries, hasBefore: false, unreadFrom: 2 });

  expect(kindsOf(rows)).toEqual(['beginning', 'day', 'message', 'unread', 'message', 'message']);
  expect(startsOf(rows)).toEqual([true, true, false]);
});

test('rows that are there stay as they are when earlier ones join', () => {
  const page = [said(4, 8, { creator_id: 9 }), said(5, 9), said(6, 10)];
  const earlier = [said(1, -3_000), said(2, 0), said(3, 6)];
  const before = rowsOf({ entries: page, hasBefore: true, unreadFrom: null });

  const after = rowsOf({ entries: [...earlier, ...page], hasBefore: true, unreadFrom: null });

  expect(before).toHaveLength(2);
  expect(after.slice(-before.length)).toEqual(before);
});

test('the room says where it begins only when nothing comes before', () => {
  expect(
    kindsOf(rowsOf({ entries: [said(1, 0), said(2, 1)], hasBefore: true, unreadFrom: null })),
  ).toEqual(['message']);
  expect(kindsOf(whole([]))).toEqual(['beginning']);
});
