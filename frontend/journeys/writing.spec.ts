/** Writing: what the fingers do is what stands there, and what is sent. */

import { expect, test } from './stage';

/** The editor has come: until then the box is a plain one. */
const EDITOR = 'connected';

test('the last letters are not lost, however fast Enter follows', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const screen = await ada.signsIn();
  await expect(screen.composer).toHaveAttribute(EDITOR);

  for (const words of ['abc def one', 'abc def two', 'abc def three']) await screen.says(words);

  await screen.sees('abc def three');
  await expect(screen.texts).toHaveText(['abc def one', 'abc def two', 'abc def three']);
});

test('a word of another script is written once', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const screen = await ada.signsIn();
  await expect(screen.composer).toHaveAttribute(EDITOR);
  await screen.composer.click();
  const keyboard = await screen.page.context().newCDPSession(screen.page);
  const compose = (text: string) =>
    keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: 0,
      selectionEnd: text.length,
    });

  for (const text of ['こ', 'こん', 'こんに']) await compose(text);
  await keyboard.send('Input.insertText', { text: 'こんにちは' });
  await expect(screen.composer).toHaveText('こんにちは');
  await screen.composer.press('Enter');

  await screen.sees('こんにちは');
  await expect(screen.texts).toHaveText(['こんにちは']);
});

test('a name is completed, and its bearer is meant', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  await campfire.person('Alan Turing');
  const grace = await campfire.person('Grace Hopper');
  const screen = await ada.signsIn();
  await expect(screen.composer).toHaveAttribute(EDITOR);

  await screen.types('Ask @hop');
  await expect(screen.page.getByRole('option', { name: 'Grace Hopper' })).toBeVisible();
  await screen.page.keyboard.press('Tab');
  await screen.says('please');

  const message = await screen.sees('Ask @Grace Hopper please');
  await expect(message.locator('.mention')).toHaveAttribute('href', `/people/${grace.id}`);
});

test('an answer quotes, and ↑ mends it', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  await grace.says('Lunch?');
  const screen = await ada.signsIn();
  await expect(screen.composer).toHaveAttribute(EDITOR);
  const asked = await screen.sees('Lunch?');

  await asked.hover();
  await asked.getByRole('button', { name: 'Reply' }).click();
  await expect(screen.composer.locator('blockquote')).toHaveText('Lunch?');
  await screen.page.keyboard.type('At nono');
  await screen.page.keyboard.press('Enter');
  const answer = await screen.sees('At nono');
  await expect(answer.locator('blockquote')).toHaveText('Lunch?');

  await screen.composer.press('ArrowUp');
  const editor = screen.page.getByRole('textbox', { name: 'Edit message' });
  await expect(editor).toBeFocused();
  await screen.page.keyboard.press('Backspace');
  await screen.page.keyboard.press('Backspace');
  await screen.page.keyboard.type('on');
  await screen.page.keyboard.press('Control+Enter');

  await expect(screen.message('At noon')).toContainText('edited');
  await expect(screen.composer).toBeFocused();
});

test('what was begun in a room is there when one comes back', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  await ada.createsRoom('Kitchen');
  const screen = await ada.signsIn();
  await screen.types('Not finished');

  await screen.goesTo('Kitchen');
  await expect(screen.composer).toHaveText('');
  await screen.page.reload();
  await screen.goesTo('All Talk');

  await expect(screen.composer).toHaveText('Not finished');
});
