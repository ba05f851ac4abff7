/** Times as the reader's language and country write them. */

import type { Timestamp } from '@/api/schema';

// Making these is slow, using them isn't.
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const distantDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const DAY_MS = 24 * 60 * 60_000;

/** 9:15 AM */
export function timeOf(at: Timestamp): string {
  return time.format(new Date(at));
}

/** Monday, 3 March 2026 at 9:15 AM */
export function momentOf(at: Timestamp): string {
  return moment.format(new Date(at));
}

/** Today, yesterday, Monday 3 March; with its year if that isn't this one. */
export function dayOf(at: Timestamp, now = new Date()): string {
  const then = new Date(at);
  const days = Math.round((midnight(then) - midnight(now)) / DAY_MS);
  if (days === 0 || days === -1) return capitalised(relative.format(days, 'day'));
  return (then.getFullYear() === now.getFullYear() ? day : distantDay).format(then);
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
