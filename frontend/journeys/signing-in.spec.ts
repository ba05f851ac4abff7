/** Coming in, and going. */

import { expect, test } from './stage';
import { slowness } from './yardstick';

test('sign in and send', { tag: '@timed' }, async ({ campfire, browser }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const other = await grace.signsIn();
  const screen = await campfire.opensBrowser();
  await screen.page.goto('/');
  await expect(screen.page.locator('#email')).toBeVisible();

  const began = performance.now();
  await ada.fillsInSignIn(screen);
  await screen.says('Hello, all');
  await screen.sees('Hello, all');
  const took = performance.now() - began;

  expect(took).toBeLessThan(2_000 * (await slowness(browser)));
  await other.sees('Hello, all');
});

test('session cookie set, HttpOnly, gone after sign-out', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const { page } = await ada.signsIn();
  const session = async () => {
    const cookies = await page.context().cookies();
    return cookies.find(({ name }) => name === 'session_token');
  };

  expect(await session()).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(await page.evaluate(() => document.cookie)).not.toContain('session_token');

  await page.goto('/me');
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await expect(page.locator('#email')).toBeVisible();
  expect(await session()).toBeUndefined();
  const asked = await page.request.get('/api/auth/me');
  expect(asked.status()).toBe(401);
});

test('whoever is signed out from elsewhere is shown the way in', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const screen = await grace.signsIn();

  await ada.asks('POST', `/api/users/${grace.id}/ban`);

  await expect(screen.page.locator('#email')).toBeVisible();
  await expect(screen.composer).toBeHidden();
});
