/** A message sent once is there once, whatever fingers and networks do. */

import type { MessagePage } from '../src/api/schema';
import { expect, test } from './stage';

test('five rapid clicks, one message', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const [screen, other] = [await ada.signsIn(), await grace.signsIn()];
  await screen.types('Only once');
  const button = await screen.page.getByTestId('send-button').boundingBox();
  if (!button) throw new Error('There is no send button to click.');

  for (let click = 0; click < 5; click += 1) {
    await screen.page.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
  }

  await screen.sees('Only once');
  await screen.says('And then');
  await other.sees('And then');
  const { id } = await ada.room();
  const { messages } = await ada.asks<MessagePage>('GET', `/api/rooms/${id}/messages`);
  expect(messages.map(({ content }) => content)).toEqual(['Only once', 'And then']);
  await expect(screen.message('Only once')).toHaveCount(1);
  await expect(other.message('Only once')).toHaveCount(1);
});

test('an answer that is lost on its way makes no second message', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const screen = await ada.signsIn();
  const tries: string[] = [];
  await screen.page.route('**/api/rooms/*/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    tries.push(route.request().postDataJSON().client_message_id);
    if (tries.length > 1) return route.continue();
    // The server has it; nobody hears so.
    await route.fetch();
    return route.abort();
  });

  await screen.says('Heard, not answered');

  await screen.sees('Heard, not answered');
  await expect.poll(() => tries.length).toBe(2);
  expect(new Set(tries).size).toBe(1);
  const { id } = await ada.room();
  const { messages } = await ada.asks<MessagePage>('GET', `/api/rooms/${id}/messages`);
  expect(messages).toHaveLength(1);
  await expect(screen.message('Heard, not answered')).toHaveCount(1);
});

test('what could not be sent says why, and can be tried again', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const screen = await ada.signsIn();
  const error = { code: 'validation_failed', message: 'Not like this. Say it otherwise.' };
  await screen.page.route('**/api/rooms/*/messages', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 422, json: { error } })
      : route.fallback(),
  );
  await screen.says('Refused at first');

  const message = screen.message('Refused at first');
  await expect(message).toHaveClass(/failed/);
  await expect(message).toContainText('Not like this.');
  await screen.page.unroute('**/api/rooms/*/messages');
  await message.getByRole('button', { name: 'Retry' }).click();

  await screen.sees('Refused at first');
  await expect(screen.message('Refused at first')).toHaveCount(1);
});
