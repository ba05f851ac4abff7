/** How much is unread, on what the system shows of this page: the app's icon and the tab's. */

import { useEffect } from 'react';

const FAVICON = '/favicon.svg';

export function useUnreadBadge(unreadRooms: number) {
  useEffect(() => {
    // Not everywhere, and refused where the page isn't installed: then the title tells.
    const done =
      unreadRooms > 0 ? navigator.setAppBadge?.(unreadRooms) : navigator.clearAppBadge?.();
    done?.catch(() => {});
  }, [unreadRooms]);

  // Whoever signs out leaves no number behind.
  useEffect(() => () => void navigator.clearAppBadge?.().catch(() => {}), []);

  const hasNews = unreadRooms > 0;
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (!icon) return;
    if (!hasNews) return;
    let isStale = false;
    withDot()
      .then((picture) => {
        if (!isStale) icon.href = picture;
      })
      // The plain one stays; the title tells.
      .catch(() => {});
    return () => {
      isStale = true;
      icon.href = FAVICON;
    };
  }, [hasNews]);
}

/** The icon with a dot in its corner, in the colour of what is new. */
async function withDot(): Promise<string> {
  const picture = await (await fetch(FAVICON)).text();
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--link').trim();
  const dot = `<circle cx="25" cy="7" r="6.5" fill="${colour}" stroke="white" stroke-width="1.5"/>`;
  return `data:image/svg+xml,${encodeURIComponent(picture.replace('</svg>', `${dot}</svg>`))}`;
}
