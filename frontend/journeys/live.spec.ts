/** What one does, the other sees, hears, or is told of. */

import type { Page } from '@playwright/test';
import { expect, test } from './stage';

/** Keeps every sound that the page plays where the journey can look at it. */
async function listens(page: Page) {
  await page.addInitScript(() => {
    const played: HTMLMediaElement[] = [];
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      played.push(this);
      return play.call(this);
    };
    Object.assign(window, { played });
  });
  await page.reload();
}

/** What was played so far, and whether it was really heard. */
async function heard(page: Page): Promise<{ sound: string | undefined; ran: boolean }[]> {
  return page.evaluate(() => {
    // Put there by `listens`.
    const { played } = window as unknown as { played: HTMLMediaElement[] };
    return played.map((audio) => ({
      sound: audio.src.split('/').at(-1),
      ran: audio.currentTime > 0 && audio.error === null,
    }));
  });
}

test('/play bell shows the player and plays', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const [screen, other] = [await ada.signsIn(), await grace.signsIn()];
  for (const { page } of [screen, other]) await listens(page);
  for (const each of [screen, other]) await each.inRoom('All Talk');

  await screen.says('/play bell');

  for (const { page } of [screen, other]) {
    await expect(page.getByTestId('sound-player')).toBeVisible();
    await expect.poll(() => heard(page)).toEqual([{ sound: 'bell.mp3', ran: true }]);
  }
  await other.page.reload();
  await expect(other.page.getByTestId('sound-player')).toBeVisible();
  await other.isLive();
  expect(await heard(other.page)).toEqual([]);
  await other.page.getByTestId('sound-player').click();
  await expect.poll(() => heard(other.page)).toEqual([{ sound: 'bell.mp3', ran: true }]);
});

test('boost seen by the other', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const [screen, other] = [await ada.signsIn(), await grace.signsIn()];
  await other.says('Look what I made');
  const message = await screen.sees('Look what I made');

  await message.hover();
  await message.getByTestId('boost-button').click();
  await screen.page.locator('[data-testid=emoji-option][data-emoji="👍"]').first().click();

  const boosts = other.message('Look what I made').locator('.boost');
  await expect(boosts).toHaveCount(1);
  await expect(boosts).toContainText('👍');
  await expect(message.locator('.boost')).toHaveCount(1);

  await message.locator('.boost').click();
  await message.getByRole('button', { name: 'Take back 👍' }).click();
  await expect(boosts).toHaveCount(0);
  await expect(message.locator('.boost')).toHaveCount(0);
});

test('presence on and off', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const { page } = await ada.signsIn();
  await page.goto('/people');
  const rowOfGrace = (state: string) =>
    page.locator('main').getByTestId(state).filter({ hasText: 'Grace' });
  await expect(rowOfGrace('user-offline')).toBeVisible();

  const other = await grace.signsIn();
  await expect(rowOfGrace('user-online')).toBeVisible();
  await expect(page.locator('nav').getByTestId('user-online')).toContainText('Grace');

  await other.page.context().close();
  await expect(rowOfGrace('user-offline')).toBeVisible();
});

test('typing appears and goes', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const [screen, other] = [await ada.signsIn(), await grace.signsIn()];
  const indicator = screen.page.locator('.typing-indicator');

  await other.types('I wonder');
  await expect(indicator).toContainText('Grace');
  await expect(other.page.locator('.typing-indicator')).toHaveCount(0);
  // By itself, when nothing more is typed.
  await expect(indicator).toHaveCount(0, { timeout: 8_000 });

  await other.types(' whether');
  await expect(indicator).toContainText('Grace');
  await other.composer.press('Enter');
  await screen.sees('I wonder whether');
  await expect(indicator).toHaveCount(0, { timeout: 1_000 });
});

test('a bot’s message arrives', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const screen = await ada.signsIn();
  const key = await ada.makesBot('Weather');
  const { id } = await ada.room();

  const answer = await fetch(`${campfire.server.address}/rooms/${id}/${key}/messages`, {
    method: 'POST',
    body: 'Rain at four ☔',
  });

  expect(answer.status).toBe(201);
  const message = await screen.sees('Rain at four ☔');
  await expect(message).toContainText('Weather');
});

test('edits and deletions are seen by the other', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const [screen, other] = [await ada.signsIn(), await grace.signsIn()];
  await screen.says('See you at fore');
  await other.sees('See you at fore');

  await screen.page.keyboard.press('ArrowUp');
  const editor = screen.page.locator('.message trix-editor');
  await expect(editor).toContainText('See you at fore');
  await editor.press('End');
  await screen.page.keyboard.press('Backspace');
  await screen.page.keyboard.press('Backspace');
  await screen.page.keyboard.type('ur');
  await editor.press('Control+Enter');
  await other.sees('See you at four');
  await expect(other.message('edited')).toHaveCount(1);

  const message = await screen.sees('See you at four');
  await message.hover();
  await message.getByRole('button', { name: 'More' }).click();
  await screen.page.getByRole('menuitem', { name: 'Delete' }).click();
  await screen.page.getByRole('button', { name: 'Delete message' }).click();
  await expect(other.message('See you at four')).toHaveCount(0);
  await expect(screen.message('See you at four')).toHaveCount(0);
});
