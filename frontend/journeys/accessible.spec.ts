/** Nothing on any screen keeps somebody out, in light and in dark. */

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  firstRun,
  screensForMembers,
  screensForStrangers,
  standsStill,
  type Ways,
} from './screens';
import { expect, test } from './stage';

/** What axe finds serious, as sentences. */
async function barriers(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  await standsStill(page);
  const axe = new AxeBuilder({ page });
  // The same page in other colours: nothing but the colours can be wrong that wasn't before.
  if (colorScheme === 'dark') axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ help, nodes }) => `${help}: ${nodes.map(({ target }) => target).join(', ')}`);
}

/** Each screen in light and in dark, and what is wrong there. */
async function inspects(page: Page, ways: Ways): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [name, go] of Object.entries(ways)) {
    await go(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      const wrong = await barriers(page, colorScheme);
      if (wrong.length > 0) found[`${name}, ${colorScheme}`] = wrong;
    }
  }
  return found;
}

for (const group of ['talking', 'managing', 'floating'] as const) {
  test(`axe finds nothing serious on any screen: ${group}`, async ({ campfire }) => {
    test.setTimeout(400_000);
    const ada = await campfire.person('Ada Lovelace');
    const screens = await screensForMembers(campfire, ada);
    const { page } = await ada.signsIn({ reducedMotion: 'reduce' });

    expect(await inspects(page, screens[group])).toEqual({});
  });
}

test('axe finds nothing serious at the door', async ({ campfire }) => {
  const { page } = await campfire.opensBrowser({ reducedMotion: 'reduce' });

  const first = await inspects(page, { 'first-run': firstRun });
  const ada = await campfire.person('Ada Lovelace');
  const others = await inspects(page, await screensForStrangers(ada));

  expect({ ...first, ...others }).toEqual({});
});
