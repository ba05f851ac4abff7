/** Getting somewhere: the focus goes to the new screen's heading, and the room is remembered. */

import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useRooms } from '@/api/queries';
import { rememberRoom } from '@/features/rooms/last-room';
import { useCurrentRoom } from '@/features/rooms/use-current-room';

/** How long a screen's code and its first answer may take before the focus stays where it is. */
const PATIENCE_MS = 3_000;

/** Moves the focus to a new screen's heading, unless the screen has placed it already. */
export function useFocusOnArrival() {
  const [address] = useLocation();
  const from = useRef(address);

  useEffect(() => {
    // The first screen leaves it at the top: there the way past the sidebar begins.
    if (from.current === address) return;
    from.current = address;
    const main = document.getElementById('main');
    if (!main) return;

    function arrive() {
      // What one came from may still be there, hidden, while the code of this screen is loaded.
      const headings = [...(main?.querySelectorAll('h1') ?? [])];
      const heading = headings.find((shown) => shown.getClientRects().length > 0);
      if (!heading) return false;
      if (!main?.contains(document.activeElement) || document.activeElement === main) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
      return true;
    }

    if (arrive()) return;
    const waiting = new MutationObserver(() => arrive() && waiting.disconnect());
    waiting.observe(main, { childList: true, subtree: true });
    const patience = setTimeout(() => waiting.disconnect(), PATIENCE_MS);
    return () => {
      waiting.disconnect();
      clearTimeout(patience);
    };
  }, [address]);
}

/** Keeps the rooms one is in, the last first. Those one can't enter don't count. */
export function useRememberRooms() {
  const current = useCurrentRoom();
  const isMine = useRooms()?.some(({ id }) => id === current) ?? false;

  useEffect(() => {
    if (isMine && current !== null) rememberRoom(current);
  }, [isMine, current]);
}
