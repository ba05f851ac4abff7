/** What the server pushes, and what becomes of it: pure, so that it can be tried without a browser. */

/** As the server sends it; see `docs/api.md`. */
export interface PushMessage {
  title: string;
  body: string;
  /** Where a click leads, on our own origin. */
  path: string;
  /** How many rooms have something unread. */
  badge: number;
  /** Groups by room: a newer one takes the older one's place. */
  tag: string;
}

/** Shown when the words can't be read: a push that shows nothing gets its permission taken away. */
const UNREADABLE: PushMessage = {
  title: 'Campfire',
  body: 'Something was said.',
  path: '/',
  badge: 1,
  tag: 'unreadable',
};

export function readPush(text: string | undefined): PushMessage {
  try {
    const sent: Partial<Record<keyof PushMessage, unknown>> = JSON.parse(text ?? '');
    const words = (key: 'title' | 'body' | 'path' | 'tag') =>
      typeof sent[key] === 'string' && sent[key] !== '' ? sent[key] : UNREADABLE[key];
    return {
      title: words('title'),
      body: words('body'),
      path: onOurOrigin(words('path')),
      badge: typeof sent.badge === 'number' && sent.badge >= 0 ? sent.badge : UNREADABLE.badge,
      tag: words('tag'),
    };
  } catch {
    return UNREADABLE;
  }
}

/** A path stays here: `//elsewhere` and `https:` don't. */
function onOurOrigin(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : '/';
}

/** `renotify`: the newer one may make a sound too. */
export type Shown = NotificationOptions & { renotify: boolean; data: { path: string } };

export function notificationFor(push: PushMessage): Shown {
  return {
    body: push.body,
    tag: push.tag,
    renotify: true,
    icon: '/assets/brand/icon-192.png',
    badge: '/assets/brand/icon-192.png',
    data: { path: push.path },
  };
}

/** The path in a notification that was clicked: ours wrote it, but long ago perhaps. */
export function pathOf(data: unknown): string {
  const path = typeof data === 'object' && data !== null && 'path' in data ? data.path : '/';
  return typeof path === 'string' ? onOurOrigin(path) : '/';
}

/** Of the windows that are open, the one to show it in: the one being looked at, else the newest. */
export function windowToUse<Window extends { focused: boolean; visibilityState: string }>(
  windows: readonly Window[],
): Window | undefined {
  return (
    windows.find(({ focused }) => focused) ??
    windows.find(({ visibilityState }) => visibilityState === 'visible') ??
    windows[0]
  );
}
