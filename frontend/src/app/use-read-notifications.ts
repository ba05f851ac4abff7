/** Notifications of rooms that were read meanwhile, here or elsewhere, are taken away. */

import { useEffect, useRef } from 'react';
import type { Room } from '@/api/schema';

/** A push may come before the socket tells that its room is unread: so long it is left alone. */
const SETTLED_MS = 60_000;

/** What the server calls a room's notifications. */
const tagOf = ({ id }: Room) => `room-${id}`;

/** `unread`: nothing while it isn't known. */
export function useReadNotifications(unread: readonly Room[] | undefined) {
  const stillUnread = unread?.map(tagOf).join(' ');
  const known = useRef<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (stillUnread === undefined) return;
    const before = known.current;
    const now = new Set(stillUnread.split(' '));
    known.current = now;
    takeAway(before, now).catch(() => {
      // Then they stay until somebody wipes them away.
    });
  }, [stillUnread]);
}

/** Of rooms that aren't unread now, what was unread before, or has been shown for a while. */
async function takeAway(before: ReadonlySet<string>, now: ReadonlySet<string>) {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) {
    // Not every browser says when; then it was long ago.
    const { timestamp = 0 } = shown as Notification & { timestamp?: number };
    const settled = before.has(shown.tag) || Date.now() - timestamp > SETTLED_MS;
    if (shown.tag.startsWith('room-') && !now.has(shown.tag) && settled) shown.close();
  }
}
