/// <reference lib="webworker" />
/** Works while no page is open: shows what is pushed, and brings the pages up without a network. */

import { notificationFor, pathOf, readPush, windowToUse } from './service-worker/push';
import { dropOthers, freshPage, keepPage, keptFile, treatment } from './service-worker/shell';

// The libraries know `self` as a window; here it is the worker.
declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  event.waitUntil(fetch('/').then(keepPage));
  // Safe at once: files are found by their hash, whichever worker answers.
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const kind = treatment(event.request, self.location.origin);
  if (kind === 'page') {
    const afterwards = (kept: Promise<void>) => event.waitUntil(kept.catch(() => {}));
    event.respondWith(freshPage(event.request, afterwards));
  }
  if (kind === 'file') event.respondWith(keptFile(event.request));
});

self.addEventListener('push', (event) => {
  const push = readPush(event.data?.text());
  event.waitUntil(
    Promise.all([
      self.registration.showNotification(push.title, notificationFor(push)),
      push.badge > 0 ? navigator.setAppBadge?.(push.badge) : navigator.clearAppBadge?.(),
    ]),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(pathOf(event.notification.data)));
});

/** In a window that is open already, without loading it anew; else in a new one. */
async function show(path: string) {
  const windows = await self.clients.matchAll({ type: 'window' });
  const open = windowToUse(windows);
  if (!open) {
    await self.clients.openWindow(path);
    return;
  }
  open.postMessage({ type: 'go-to', path });
  await open.focus();
}
