/** How slow this machine is: what is timed is given time in proportion. */

import type { Browser } from '@playwright/test';

/** What the work below takes where the limits were set: two cores and no graphics card. */
const THERE_MS = 100;

/**
 * How many times slower this machine draws than the one where the limits were set, but never less
 * than one: what is promised doesn't shrink on a fast machine.
 */
export async function slowness(browser: Browser): Promise<number> {
  const page = await browser.newPage();
  // None of our own code: a slower client mustn't make itself a longer yardstick.
  const took = await page.evaluate(async () => {
    const rows = 400;
    const times: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const began = performance.now();
      const list = document.createElement('div');
      for (let row = 0; row < rows; row += 1) {
        const line = list.appendChild(document.createElement('p'));
        line.style.cssText = 'display: flex; gap: 1em; border-radius: 4px; background: #eee';
        for (const word of `Row ${row} holds a few words, each by itself`.split(' ')) {
          line.appendChild(document.createElement('span')).textContent = word;
        }
      }
      document.body.replaceChildren(list);
      window.scrollTo(0, list.offsetHeight);
      await new Promise(requestAnimationFrame);
      // It is painted when the next task begins.
      await new Promise((resolve) => setTimeout(resolve));
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[3] ?? 0;
  });
  await page.close();
  const times = Math.max(1, took / THERE_MS);
  console.log(
    `the yardstick: ${took.toFixed(0)} ms, so everything may take ${times.toFixed(1)} times as long`,
  );
  return times;
}
