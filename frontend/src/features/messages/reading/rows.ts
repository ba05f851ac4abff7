/**
 * What stands in the list, from what was said: messages gathered by author, days kept apart, the new
 * set off from the read. Pure; how the list moves when rows join it is in `placement.ts`.
 */

import type { Message, MessageId, Timestamp, UserId } from '@/api/schema';
import type { OutgoingMessage } from '../data/outgoing';
import type { TimelineEntry } from '../data/use-timeline';

/** Somebody who goes on within this time need not be introduced again. */
const GROUPED_WITHIN_MS = 5 * 60_000;

/** A message, or one of mine on its way. */
export type Said = Message | OutgoingMessage;

export type MessageRow = {
  kind: 'message';
  key: string;
  said: Said;
  /** Its author is shown above it. */
  startsGroup: boolean;
};

export type Row =
  | MessageRow
  | { kind: 'day'; key: string; at: Timestamp }
  | { kind: 'unread'; key: 'unread' }
  | { kind: 'beginning'; key: 'beginning' };

export function isOutgoing(said: Said): said is OutgoingMessage {
  return 'author_id' in said;
}

function authorOf(said: Said): UserId {
  return isOutgoing(said) ? said.author_id : said.creator_id;
}

function saidIn(entry: TimelineEntry): Said {
  return entry.kind === 'sent' ? entry.message : entry.draft;
}

/** The reader's day: the same for two moments between the same two midnights. */
function dayOf(at: Timestamp): string {
  return new Date(at).toDateString();
}

function goesOn(said: Said, previous: Said): boolean {
  const apart = Math.abs(Date.parse(said.created_at) - Date.parse(previous.created_at));
  return authorOf(said) === authorOf(previous) && apart <= GROUPED_WITHIN_MS;
}

type Stretch = {
  entries: readonly TimelineEntry[];
  hasBefore: boolean;
  unreadFrom: MessageId | null;
};

/**
 * The rows of a stretch. While there is more before it, its first message only tells how the second
 * one goes on and is not shown: so no row ever changes when earlier ones join, and nothing jumps.
 */
export function rowsOf({ entries, hasBefore, unreadFrom }: Stretch): Row[] {
  const rows: Row[] = hasBefore ? [] : [{ kind: 'beginning', key: 'beginning' }];
  const heldBack = hasBefore && entries.length > 1 ? entries[0] : undefined;
  let previous = heldBack && saidIn(heldBack);

  for (const entry of heldBack ? entries.slice(1) : entries) {
    const said = saidIn(entry);
    const opensDay = !previous || dayOf(said.created_at) !== dayOf(previous.created_at);
    const isFirstUnread = !isOutgoing(said) && said.id === unreadFrom;
    if (opensDay)
      rows.push({ kind: 'day', key: `day ${dayOf(said.created_at)}`, at: said.created_at });
    if (isFirstUnread) rows.push({ kind: 'unread', key: 'unread' });
    rows.push({
      kind: 'message',
      key: said.client_message_id,
      said,
      startsGroup: !previous || opensDay || isFirstUnread || !goesOn(said, previous),
    });
    previous = said;
  }
  return rows;
}

/** Where a message stands among the rows; -1 if it isn't there. */
export function rowIndexOf(rows: readonly Row[], id: MessageId): number {
  return rows.findIndex(
    (row) => row.kind === 'message' && !isOutgoing(row.said) && row.said.id === id,
  );
}
