/** Every screen there is, with something on it: for those who check or photograph all of them. */

import type { Page } from '@playwright/test';
import type { Person } from './person';
import { PushService } from './push-service';
import { type Campfire, expect } from './stage';

/** A way to a screen, from wherever the page is. */
export type Way = (page: Page) => Promise<void>;
export type Ways = Record<string, Way>;

const at =
  (address: string): Way =>
  async (page) => {
    await page.goto(address);
    await expect(page.locator('main')).toBeVisible();
    await expect(page.locator('.spinner, .list-skeleton')).toHaveCount(0);
  };

/** What the very first one sees, before there is anybody. */
export const firstRun: Way = at('/setup');

/** What those see who aren't signed in. */
export async function screensForStrangers(admin: Person): Promise<Ways> {
  const { account } = await admin.asks<{ account: { join_code: string } }>('GET', '/api/auth/me');
  return { 'sign-in': at('/sign-in'), join: at(`/join/${account.join_code}`) };
}

/** What members see: where they talk, where they look after things, and what opens above a room. */
export interface ScreensForMembers {
  room: Way;
  talking: Ways;
  managing: Ways;
  floating: Ways;
}

/** A place with some life in it, and every screen of it for one who administers it. */
export async function screensForMembers(
  campfire: Campfire,
  ada: Person,
): Promise<ScreensForMembers> {
  const grace = await campfire.person('Grace Hopper');
  const linus = await campfire.person('علي');
  const kitchen = await ada.createsRoom('Kitchen');
  const direct = await grace.asks<{ id: number }>('POST', '/api/rooms', {
    room_type: 'direct',
    user_id: ada.id,
  });
  const { id: room } = await ada.room();
  await grace.says('Good morning! Who has seen the *coffee filters*?');
  const found = await ada.says('Second drawer, behind the tea. https://example.org/filters');
  await grace.boosts(found, '❤️');
  await linus.boosts(found, 'Saved me');
  await linus.says('صباح الخير يا أصدقاء');
  await grace.says('🎉🔥');
  await grace.says('/play bell');
  const code = '<div>This is all it takes:</div><pre>fn main() {\n    println!("hello");\n}</pre>';
  await ada.asks('POST', `/api/rooms/${room}/messages`, {
    content: code,
    content_type: 'text/html',
  });
  await grace.says(`<@${ada.id}> that is lovely`);
  await grace.says('Tea is ready', kitchen);
  await ada.makesBot('Weather');
  await hasTrouble(ada);
  const allTalk = at(`/rooms/${room}`);
  const talking = {
    room: allTalk,
    'room-at-message': at(`/rooms/${room}/@${found.id}`),
    'direct-room': at(`/rooms/${direct.id}`),
    'new-direct': at('/directs/new'),
    people: at('/people'),
    person: at(`/people/${grace.id}`),
    search: at('/search'),
    'search-results': at('/search?q=tea'),
    'search-without-results': at('/search?q=submarine'),
  };
  const managing = {
    'new-room': at('/rooms/new'),
    'room-settings': at(`/rooms/${kitchen.id}/settings`),
    me: at('/me'),
    account: at('/account'),
    bots: at('/account/bots'),
    styles: at('/account/styles'),
    notifications: at('/notifications'),
    'not-found': at('/nowhere'),
    'room-gone': at('/rooms/999'),
  };
  return { room: allTalk, talking, managing, floating: opensAbove(allTalk) };
}

/** A bot that can't be reached, and a device that could until now. */
async function hasTrouble(ada: Person) {
  // Nobody listens at that port.
  await ada.asks('POST', '/api/bots', { name: 'Deploy', webhook_url: 'http://127.0.0.1:1/deploy' });
  await ada.says('@Deploy the new version, please');
  const service = await PushService.start();
  await ada.asks('POST', '/api/push/subscriptions', service.subscription('tablet'));
  await ada.asks('POST', '/api/push/subscriptions', service.subscription('phone'));
  await ada.asks('POST', '/api/push/test', { endpoint: service.subscription('phone').endpoint });
  service.answer = 503;
  await ada.asks('POST', '/api/push/test', { endpoint: service.subscription('tablet').endpoint });
  service.stop();
}

/** What opens above a room. */
function opensAbove(room: Way): Ways {
  const drawer = (page: Page) => page.locator('.message').filter({ hasText: 'Second drawer' });
  return {
    'quick-switcher': after(room, async (page) => {
      await page.keyboard.press('Control+k');
      await expect(page.getByTestId('quick-switcher')).toBeVisible();
    }),
    help: after(room, async (page) => {
      await page.getByRole('button', { name: 'Help and shortcuts' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    }),
    'message-menu': after(room, async (page) => {
      await drawer(page).hover();
      await drawer(page).getByRole('button', { name: 'More' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    }),
    'emoji-picker': after(room, async (page) => {
      await drawer(page).hover();
      await drawer(page).getByTestId('boost-button').click();
      await expect(page.getByTestId('emoji-option').nth(20)).toBeVisible();
    }),
    formatting: after(room, async (page) => {
      await page.getByRole('button', { name: 'Formatting' }).click();
      await expect(page.getByRole('button', { name: 'Bold' })).toBeVisible();
    }),
    attach: after(room, async (page) => {
      await page.getByTestId('file-upload-area').getByRole('button').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    }),
  };
}

function after(way: Way, deed: Way): Way {
  return async (page) => {
    await way(page);
    await deed(page);
  };
}

/** Until nothing moves any more: half-faded colours are nobody's contrast. */
export async function standsStill(page: Page) {
  await page.evaluate(() => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    return Promise.allSettled(passing.map(({ finished }) => finished));
  });
}
