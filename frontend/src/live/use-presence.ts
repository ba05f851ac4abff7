/** Being in a room: whoever looks at it is present there, which clears its unread mark everywhere. */

import { useEffect } from 'react';
import { useRooms } from '@/api/queries';
import type { RoomId } from '@/api/schema';
import { useSocket } from './use-socket';

/** A glance at another tab is not leaving, and passing by is not reading. */
const DELAY_MS = 5_000;

/** The server believes a presence for 60 s. */
const REFRESH_MS = 50_000;

/** Present while the room is on screen and the page is visible. */
export function usePresenceIn(room: RoomId) {
  const socket = useSocket();
  // Being here clears what was unread, and nobody has seen how much that was before this is known.
  const isReady = useRooms() !== undefined;

  useEffect(() => {
    if (!isReady) return;
    let delay: ReturnType<typeof setTimeout> | undefined;
    let isPresent = false;

    function look() {
      const isVisible = document.visibilityState === 'visible';
      if (isVisible === isPresent) return;
      isPresent = isVisible;
      if (isPresent) socket.present(room);
      else socket.absent(room);
    }

    function lookSoon() {
      clearTimeout(delay);
      delay = setTimeout(look, DELAY_MS);
    }

    look();
    const refresh = setInterval(() => isPresent && socket.refresh(room), REFRESH_MS);
    document.addEventListener('visibilitychange', lookSoon);
    return () => {
      document.removeEventListener('visibilitychange', lookSoon);
      clearInterval(refresh);
      clearTimeout(delay);
      socket.absent(room);
    };
  }, [socket, room, isReady]);
}
