/** Notifications of rooms that were read meanwhile, here or elsewhere, are taken away. */

import { useEffect } from 'react';
import type { Room } from '@/api/schema';

/** What the server calls a room's notifications. */
const tagOf = ({ id }: Room) => `room-${id}`;

/** `unread`: nothing while it isn't known. */
export function useReadNotifications(unread: readonly Room[] | undefined) {
  const stillUnread = unread?.map(tagOf).join(' ');

  useEffect(() => {
    if (stillUnread === undefined) return;
    takeAwayOthers(new Set(stillUnread.split(' '))).catch(() => {
      // Then they stay until somebody wipes them away.
    });
  }, [stillUnread]);
}

async function takeAwayOthers(stillUnread: ReadonlySet<string>) {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) {
    if (shown.tag.startsWith('room-') && !stillUnread.has(shown.tag)) shown.close();
  }
}
