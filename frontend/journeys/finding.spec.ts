/** Rooms and messages: making them, and finding the way to them. */

import { expect, test } from './stage';

test('create a room, it is in both sidebars', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const [screen, other] = [await ada.signsIn(), await grace.signsIn()];

  await screen.page.getByTestId('create-room').click();
  await screen.page.locator('#room-name').fill('Kitchen');
  await screen.page.getByTestId('create-button').click();

  await screen.inRoom('Kitchen');
  await expect(screen.sidebar).toContainText('Kitchen');
  await expect(other.sidebar).toContainText('Kitchen');

  await screen.says('Tea is ready');
  const unread = other.page.locator('.room-list .unread');
  await expect(unread).toContainText('Kitchen');
  await expect(other.page).toHaveTitle(/^\(1\)/);
  await other.goesTo('Kitchen');
  await other.sees('Tea is ready');
  await expect(other.page.getByTestId('unread-divider')).toBeVisible();
  await expect(unread).toHaveCount(0);
});

test('search and open the result in its place', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const wanted = await ada.says('My hovercraft is full of eels');
  for (let number = 1; number <= 100; number += 1) await ada.says(`And then number ${number}`);
  const screen = await ada.signsIn();
  await screen.sees('And then number 100');

  await screen.page.goto('/search');
  await screen.page.locator('#search-input').fill('eel');
  await screen.page.locator('#search-input').press('Enter');
  const results = screen.page.locator('.search-results');
  await expect(results.locator('mark')).toHaveText('eels');
  await results.getByText('hovercraft').click();

  await expect(screen.page).toHaveURL(new RegExp(`/rooms/${wanted.room_id}/@${wanted.id}$`));
  const found = screen.page.locator(`.message[data-message-id="${wanted.id}"]`);
  await expect(found).toBeInViewport();
  await expect(screen.message('And then number 1').first()).toBeInViewport();
  await expect(screen.message('And then number 100')).not.toBeInViewport();

  await screen.page.getByTestId('jump-to-newest').click();
  await expect(screen.message('And then number 100')).toBeInViewport();
});

test('upload area says v2.0', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const { page } = await ada.signsIn();
  const area = page.getByTestId('file-upload-area');
  await expect(area).toContainText('v2.0');

  await area.getByRole('button').first().click();
  await expect(page.getByRole('dialog', { name: 'Attach a file' })).toContainText('v2.0');
  await page.keyboard.press('Escape');

  await page.locator('.message-list').evaluate((list) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['hello'], 'plan.txt', { type: 'text/plain' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      list.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }
  });
  const dialog = page.getByRole('dialog', { name: 'Share files' });
  await expect(dialog).toContainText('plan.txt');
  await expect(dialog).toContainText('v2.0');
});
