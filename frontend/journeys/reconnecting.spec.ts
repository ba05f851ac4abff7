/** Whoever was away sees what a fresh look would show: nothing missing, nothing twice. */

import type { MessagePage } from '../src/api/schema';
import type { Person } from './person';
import type { Screen } from './screen';
import { expect, test } from './stage';

/** All that the server has, in order. */
async function said(person: Person): Promise<string[]> {
  const { id } = await person.room();
  const page = await person.asks<MessagePage>('GET', `/api/rooms/${id}/messages?limit=100`);
  return page.messages.map(({ content }) => content);
}

async function isAway(screen: Screen) {
  await expect(screen.page.getByTestId('connection-status')).toHaveAttribute(
    'data-state',
    /connecting|offline/,
  );
}

test('disconnect, miss, reconnect, nothing missing, nothing twice', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const kept = await grace.says('Before, to be edited');
  const deleted = await grace.says('Before, to be deleted');
  const screen = await ada.signsIn();
  await screen.sees('Before, to be deleted');

  await screen.page.context().setOffline(true);
  await isAway(screen);
  await grace.asks('PUT', `/api/messages/${kept.id}`, { content: 'Before, edited meanwhile' });
  await grace.asks('DELETE', `/api/messages/${deleted.id}`);
  await grace.boosts(kept, '🎉');
  for (const number of [1, 2, 3]) await grace.says(`Missed ${number}`);
  await screen.says('Said without a network');
  await expect(screen.message('Said without a network')).toHaveClass(/pending/);
  await screen.page.context().setOffline(false);

  await screen.isLive();
  await screen.sees('Said without a network');
  const everything = [
    'Before, edited meanwhile',
    'Missed 1',
    'Missed 2',
    'Missed 3',
    'Said without a network',
  ];
  expect(await said(ada)).toEqual(everything);
  await expect(screen.texts).toHaveText(everything);
  await expect(screen.message('edited meanwhile').locator('.boost')).toContainText('🎉');
  await screen.page.reload();
  await expect(screen.texts).toHaveText(everything);
});

test('server restarted: nothing missing, nothing twice', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const grace = await campfire.person('Grace');
  const [screen, other] = [await ada.signsIn(), await grace.signsIn()];
  await screen.says('Before the fall');
  await other.sees('Before the fall');

  await campfire.server.die();
  await isAway(screen);
  await isAway(other);
  await screen.says('While it was down');
  await expect(screen.message('While it was down')).toHaveClass(/pending/);
  await campfire.server.comeBack();
  await grace.says('After it rose');

  await screen.isLive();
  await other.isLive();
  await screen.sees('While it was down');
  await screen.says('And on it goes');
  await other.sees('And on it goes');
  const everything = await said(ada);
  expect([...everything].sort()).toEqual([
    'After it rose',
    'And on it goes',
    'Before the fall',
    'While it was down',
  ]);
  await expect(screen.texts).toHaveText(everything);
  await expect(other.texts).toHaveText(everything);
});

test('what waits to be sent survives the page, too', async ({ campfire }) => {
  const ada = await campfire.person('Ada');
  const screen = await ada.signsIn();
  await screen.page.route('**/api/rooms/*/messages', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  );
  await screen.says('Not lost');
  await expect(screen.message('Not lost')).toHaveClass(/pending/);

  await screen.page.unroute('**/api/rooms/*/messages');
  await screen.page.reload();

  await screen.sees('Not lost');
  expect(await said(ada)).toEqual(['Not lost']);
});
