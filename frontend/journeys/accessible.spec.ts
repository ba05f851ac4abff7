/** Nothing on any screen keeps somebody out, in light and in dark. */

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { firstRun, screensForMembers, screensForStrangers, standsStill } from './screens';
import { expect, test } from './stage';

/** What axe finds serious, as sentences. */
async function barriers(page: Page): Promise<string[]> {
  await standsStill(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ help, nodes }) => `${help}: ${nodes.map(({ target }) => target).join(', ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any screen, ${colorScheme}`, async ({ campfire }) => {
    test.setTimeout(240_000);
    const ada = await campfire.person('Ada Lovelace');
    const inside = await screensForMembers(campfire, ada);
    const outside = await screensForStrangers(ada);
    const found: Record<string, string[]> = {};
    const options = { colorScheme, reducedMotion: 'reduce' } as const;

    const stranger = await campfire.opensBrowser(options);
    for (const [name, go] of Object.entries(outside)) {
      await go(stranger.page);
      found[name] = await barriers(stranger.page);
    }
    const { page } = await ada.signsIn(options);
    for (const [name, go] of Object.entries(inside)) {
      await go(page);
      found[name] = await barriers(page);
    }

    const all = Object.keys({ ...outside, ...inside });
    expect(found).toEqual(Object.fromEntries(all.map((name) => [name, []])));
  });
}

test('axe finds nothing serious at the first run', async ({ campfire }) => {
  const { page } = await campfire.opensBrowser({ reducedMotion: 'reduce' });

  await firstRun(page);

  expect(await barriers(page)).toEqual([]);
});
