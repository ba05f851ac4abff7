/**
 * A picture of every screen, light and dark, on a desk and on a phone, for people to look at. Not a
 * test: `SCREENSHOTS=folder npm run tour`.
 */

import { join } from 'node:path';
import type { Screen } from './screen';
import { firstRun, screensForMembers, screensForStrangers, standsStill, type Way } from './screens';
import { test } from './stage';

const FOLDER = process.env.SCREENSHOTS ?? 'test-results/tour';

const SIZES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
};

async function photograph({ page }: Screen, ways: Record<string, Way>, look: string) {
  for (const [name, go] of Object.entries(ways)) {
    await go(page);
    await standsStill(page);
    await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`) });
  }
}

for (const [size, options] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${size}, ${colorScheme}`, async ({ campfire }) => {
      test.setTimeout(300_000);
      const look = `${size}-${colorScheme}`;
      const context = { ...options, colorScheme, reducedMotion: 'reduce' } as const;
      await photograph(await campfire.opensBrowser(context), { 'first-run': firstRun }, look);

      const ada = await campfire.person('Ada Lovelace');
      const outside = await screensForStrangers(ada);
      await photograph(await campfire.opensBrowser(context), outside, look);
      const inside = await screensForMembers(campfire, ada);
      await photograph(await ada.signsIn(context), inside, look);
    });
  }
}
