/** What must not take long, measured where people would notice. */

import type { Person } from './person';
import type { Screen } from './screen';
import { expect, test } from './stage';
import { slowness } from './yardstick';

/** What a page may ask for before it shows something, compressed. */
const FIRST_LOAD_BYTES = 250_000;
/** 100 is the promise, where there is a graphics card. Without one it is about 120, and twice that is a fault. */
const ROOM_SWITCH_MS = 240;
/** Three frames of sixty a second: nobody sees a letter come later than that. */
const KEY_TO_FRAME_MS = 50;

async function talks(person: Person, room: string, count: number) {
  const known = await person.room(room);
  for (let number = 1; number <= count; number += 1) {
    await person.says(`${room}, number ${number}.`, known);
  }
}

test('the first load is small', { tag: '@timed' }, async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  // What a service worker has kept costs nothing; this is about the first time.
  const screen = await ada.signsIn({ serviceWorkers: 'block' });
  const { page } = screen;
  await page.reload();
  await screen.inRoom('All Talk');

  const scripts = await page.evaluate(() => {
    const loaded = performance.getEntriesByType('resource');
    return loaded
      .map((entry) => entry as PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .map(({ name, encodedBodySize }) => ({ name, size: encodedBodySize }));
  });
  const isLazy = (name: string) => /trix|emoji|highlight/.test(name);
  const early = scripts.filter(({ name }) => !isLazy(name));

  expect(early.length).toBeGreaterThan(1);
  const bytes = early.reduce((sum, { size }) => sum + size, 0);
  console.log(`first load: ${Math.round(bytes / 1000)} kB of compressed JavaScript`);
  expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
});

/** From the click until the other room's messages are painted. */
async function switchTime({ page, sidebar }: Screen, room: string): Promise<number> {
  const link = await sidebar.getByRole('link', { name: room }).elementHandle();
  if (!link) throw new Error(`There is no way to ${room}.`);
  return page.evaluate(
    async ([element, text]) => {
      const began = performance.now();
      (element as HTMLElement).click();
      const isThere = () => document.querySelector('.message-list')?.textContent?.includes(text);
      while (!isThere()) await new Promise(requestAnimationFrame);
      // It is painted when the next task begins.
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
      return performance.now() - began;
    },
    [link, `${room}, number 60.`] as const,
  );
}

test('a room switch is over before one looks', { tag: '@timed' }, async ({ campfire, browser }) => {
  const ada = await campfire.person('Ada');
  await ada.createsRoom('Kitchen');
  await talks(ada, 'All Talk', 60);
  await talks(ada, 'Kitchen', 60);
  const screen = await ada.signsIn();
  await screen.sees('All Talk, number 60.');
  await screen.goesTo('Kitchen');
  await screen.sees('Kitchen, number 60.');

  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    times.push(await switchTime(screen, 'All Talk'), await switchTime(screen, 'Kitchen'));
  }

  times.sort((a, b) => a - b);
  console.log(`room switches: ${times.map(Math.round).join(', ')} ms`);
  expect(times[times.length / 2]).toBeLessThan(ROOM_SWITCH_MS * (await slowness(browser)));
});

test('typing does not lag with 1,000 messages', { tag: '@timed' }, async ({
  campfire,
  browser,
}) => {
  test.setTimeout(120_000);
  const ada = await campfire.person('Ada');
  await talks(ada, 'All Talk', 1_000);
  const screen = await ada.signsIn();
  await screen.sees('All Talk, number 1000.');
  await screen.page.locator('.message-list').hover();
  // Back to the very first: from then on all thousand are in the list.
  await expect(async () => {
    await screen.page.mouse.wheel(0, -20_000);
    await expect(screen.message('number 1.')).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 60_000 });
  await screen.composer.click();
  await screen.page.evaluate(() => {
    const delays: number[] = [];
    window.addEventListener(
      'keydown',
      () => {
        const began = performance.now();
        requestAnimationFrame(() => setTimeout(() => delays.push(performance.now() - began)));
      },
      { capture: true },
    );
    Object.assign(window, { delays });
  });

  await screen.page.keyboard.type('The quick brown fox jumps over the lazy dog again.', {
    delay: 40,
  });

  await expect(screen.composer).toHaveText('The quick brown fox jumps over the lazy dog again.');
  const delays = await screen.page.evaluate(
    // Put there just above.
    () => (window as unknown as { delays: number[] }).delays.sort((a, b) => a - b),
  );
  const [median = 0, most = 0] = [delays[25], delays[47]];
  console.log(`key to frame: ${Math.round(median)} ms, 95 of 100 below ${Math.round(most)} ms`);
  expect(most).toBeLessThan(KEY_TO_FRAME_MS * (await slowness(browser)));
});
