/** Whether the window is as a media query wants it, for what a stylesheet can't decide. */

import { useCallback, useSyncExternalStore } from 'react';

/** Where the sidebar becomes a drawer: the same width as in the stylesheets. */
export const PHONE = '(width < 48rem)';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
