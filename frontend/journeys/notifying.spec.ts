/** Notifications: from a message that is said to the room that a click opens. */

import type { CDPSession, Worker } from '@playwright/test';
import type { Person } from './person';
import { PushService } from './push-service';
import type { Screen } from './screen';
import { test as base, expect } from './stage';

const test = base.extend<{ service: PushService }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from here.
  service: async ({}, use) => {
    const service = await PushService.start();
    await use(service);
    service.stop();
  },
});

/** Signs in where notifications are allowed, and looks at their screen. */
async function looksAtNotifications(person: Person, service: PushService): Promise<Screen> {
  const screen = await person.signsIn({ permissions: ['notifications'] });
  await service.serves(screen.page);
  await screen.page.goto('/notifications');
  return screen;
}

async function turnsOn({ page }: Screen) {
  await page.getByRole('button', { name: 'Turn notifications on', exact: true }).click();
  await expect(page.getByText('On. This device tells you')).toBeVisible();
}

/** Hands a push to the service worker, as the browser does. */
async function deliverer({ page }: Screen): Promise<(data: string) => Promise<unknown>> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  return (data) =>
    devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
}

/** How many of our pages the worker believes to be open. */
function windows(worker: Worker): Promise<number> {
  return worker.evaluate(async () => {
    const { clients } = self as unknown as ServiceWorkerGlobalScope;
    return (await clients.matchAll({ type: 'window', includeUncontrolled: true })).length;
  });
}

/** What the browser shows now: which room's it is, and its words. */
async function shown(worker: Worker): Promise<Record<string, string>> {
  const notifications = await worker.evaluate(async () => {
    // Evaluated in the worker, where `self` is no window.
    const { registration } = self as unknown as ServiceWorkerGlobalScope;
    const shown = await registration.getNotifications();
    return shown.map(({ tag, title, body }): [string, string] => [tag, `${title} | ${body}`]);
  });
  return Object.fromEntries(notifications);
}

/** Clicks the notification of a room; which windows the worker brings up for it. */
function clicks(worker: Worker, tag: string): Promise<string[]> {
  return worker.evaluate(async (wanted) => {
    const scope = self as unknown as ServiceWorkerGlobalScope;
    const broughtUp: string[] = [];
    // A worker may bring up windows only after a person's own click, and nobody clicks at what a
    // browser without a screen shows: what it asks for is noted instead.
    WindowClient.prototype.focus = async function focus() {
      broughtUp.push('the open one');
      return this;
    };
    scope.clients.openWindow = async (path) => {
      broughtUp.push(`a new one at ${path}`);
      return null;
    };
    const [notification] = await scope.registration.getNotifications({ tag: wanted });
    if (!notification) throw new Error(`${wanted} isn't shown.`);
    const click = new NotificationEvent('notificationclick', { notification });
    let work: Promise<unknown> = Promise.resolve();
    // Browsers wait only for what they have sent themselves.
    click.waitUntil = (promise) => {
      work = promise;
    };
    scope.dispatchEvent(click);
    await work;
    return broughtUp;
  }, tag);
}

test('a message becomes its room’s notification, and a click shows the room', async ({
  campfire,
  service,
}) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const kitchen = await ada.createsRoom('Kitchen');
  const { id: allTalk } = await ada.room();
  const screen = await looksAtNotifications(grace, service);
  await turnsOn(screen);
  const deliver = await deliverer(screen);
  const context = screen.page.context();
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));

  await ada.says('@Grace, lunch?');
  await deliver(await service.hears());
  await expect
    .poll(() => shown(worker))
    .toEqual({ [`room-${allTalk}`]: 'All Talk | Ada: @Grace, lunch?' });
  await ada.says('@Grace, dinner?');
  await ada.says('@Grace, tea is ready', kitchen);
  for (const push of [await service.hears(), await service.hears()]) await deliver(push);
  await expect
    .poll(() => shown(worker))
    .toEqual({
      [`room-${allTalk}`]: 'All Talk | Ada: @Grace, dinner?',
      [`room-${kitchen.id}`]: 'Kitchen | Ada: @Grace, tea is ready',
    });

  expect(await clicks(worker, `room-${kitchen.id}`)).toEqual(['the open one']);
  await screen.inRoom('Kitchen');
  await screen.sees('tea is ready');
  expect(Object.keys(await shown(worker))).toEqual([`room-${allTalk}`]);
  await screen.page.goto('about:blank');
  // The page that was left counts as open for a moment more.
  await expect.poll(() => windows(worker)).toBe(0);
  expect(await clicks(worker, `room-${allTalk}`)).toEqual([`a new one at /rooms/${allTalk}`]);
});

test('the screen for notifications tells how the last push went', async ({ campfire, service }) => {
  const ada = await campfire.person('Ada');
  const screen = await looksAtNotifications(ada, service);
  const { page } = screen;
  const devices = page.locator('.push-device');
  const tryIt = page.getByRole('button', { name: /^Try it on/ });
  await expect(devices).toHaveCount(0);

  await turnsOn(screen);
  await expect(devices).toContainText(['this device']);
  await expect(devices).toContainText(['Nothing was sent yet']);

  await tryIt.click();
  await expect(page.getByText('Sent. It should appear now.')).toBeVisible();
  await expect(devices).toContainText(['Reached']);
  expect(JSON.parse(await service.hears())).toMatchObject({ title: 'Campfire', path: '/' });

  service.answer = 500;
  await tryIt.click();
  const refused = 'The push service refused with 500 Internal Server Error';
  await expect(devices).toContainText([refused]);
  await page.reload();
  await expect(devices).toContainText([refused]);

  service.answer = 410;
  await tryIt.click();
  await expect(page.getByText('no longer knows this device')).toBeVisible();
  await expect(devices).toHaveCount(0);
  await expect(page.getByText('Off. Turn them on')).toBeVisible();

  service.answer = 201;
  await turnsOn(screen);
  await expect(devices).toHaveCount(1);
});

test('a device is removed, here and from another one', async ({ campfire, service }) => {
  const ada = await campfire.person('Ada');
  await ada.asks('POST', '/api/push/subscriptions', service.subscription('other'));
  const screen = await looksAtNotifications(ada, service);
  const { page } = screen;
  const devices = page.locator('.push-device');
  await turnsOn(screen);
  await expect(devices).toHaveCount(2);

  await page.getByRole('button', { name: /^Stop notifying/ }).click();
  await expect(devices).toHaveCount(1);
  await expect(devices).toContainText(['this device']);
  await page.getByRole('button', { name: 'Turn notifications off' }).click();

  await expect(page.getByText('Off. Turn them on')).toBeVisible();
  await expect(devices).toHaveCount(0);
  const known = await ada.asks<{ subscriptions: unknown[] }>('GET', '/api/push/subscriptions');
  expect(known.subscriptions).toEqual([]);
});
