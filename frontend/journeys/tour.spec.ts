/**
 * A picture of every screen, light and dark, on a desk and on a phone, for people to look at. Not a
 * test: `SCREENSHOTS=folder npm run tour`.
 */

import { join } from 'node:path';
import type { Screen } from './screen';
import {
  firstRun,
  screensForMembers,
  screensForStrangers,
  standsStill,
  type Way,
  type Ways,
} from './screens';
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

async function photograph({ page }: Screen, ways: Ways, look: string) {
  for (const [name, go] of Object.entries(ways)) {
    await go(page);
    await standsStill(page);
    await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`) });
  }
}

/** Some keys are for desks; the sidebar is a drawer. */
function onPhones(room: Way, floating: Ways): Ways {
  const { 'message-menu': menu, 'emoji-picker': picker, attach } = floating;
  return {
    sidebar: async (page) => {
      await room(page);
      await page.getByRole('button', { name: /^Rooms and people/ }).click();
    },
    ...(menu && { 'message-menu': menu }),
    ...(picker && { 'emoji-picker': picker }),
    ...(attach && { attach }),
  };
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
      const { room, talking, managing, floating } = await screensForMembers(campfire, ada);
      const screen = await ada.signsIn(context);
      await photograph(screen, { ...talking, ...managing }, look);
      await photograph(screen, size === 'phone' ? onPhones(room, floating) : floating, look);
    });
  }
}
