/** A search is kept in the address, read page by page, and left by Esc. */

import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { messageOf, roomOf } from '@/api/examples';
import { CHIEF, sceneServer, showScreen } from '@/api/screen-scene';
import { onlyMarks } from './hit';
import { SearchScreen } from './search-screen';

const server = sceneServer();

const hit = (id: number, snippet: string) => ({
  message: messageOf(id),
  room: roomOf(3, { name: 'Design' }),
  snippet,
});

/** A server with two pages of eels, and what was asked of it. */
function hasEels() {
  const asked: string[] = [];
  server.use(
    http.get('/api/searches', () => HttpResponse.json({ searches: [] })),
    http.get('/api/users', () => HttpResponse.json({ users: [CHIEF] })),
    http.get('/api/search/messages', ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(String(searchParams));
      const isFirst = searchParams.get('before') === null;
      if (searchParams.get('q') !== 'eels') return HttpResponse.json({ results: [], next: null });
      return HttpResponse.json({
        results: [isFirst ? hit(7, 'full of <mark>eels</mark>') : hit(5, 'more <mark>eels</mark>')],
        next: isFirst ? 'second' : null,
      });
    }),
  );
  return asked;
}

const box = () => screen.getByRole('searchbox', { name: 'Search messages' });

test('Enter looks, and each hit leads to its message in its room', async () => {
  hasEels();
  const { fill, user, history } = showScreen(<SearchScreen />, { as: CHIEF, at: '/search' });

  await fill('Search messages', 'eels');
  await user.keyboard('{Enter}');

  const found = await screen.findByRole('link', { name: /full of eels/ });
  expect(history.at(-1)).toBe('/search?q=eels');
  expect(found).toHaveAttribute('href', '/rooms/3/@7');
  expect(found).toHaveTextContent('Ada');
  expect(found).toHaveTextContent('in Design');
  expect(screen.getByText('eels', { selector: 'mark' })).toBeInTheDocument();
});

test('the next page is asked for as the server said', async () => {
  const asked = hasEels();
  const { user } = showScreen(<SearchScreen />, { as: CHIEF, at: '/search?q=eels&sort=recent' });

  await user.click(await screen.findByRole('button', { name: 'Show more' }));

  expect(await screen.findByText('2 messages')).toBeInTheDocument();
  expect(asked).toEqual(['q=eels&sort=recent', 'q=eels&sort=recent&before=second']);
  expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
});

test('a filter goes into the address, and leaves it by one press', async () => {
  hasEels();
  const scene = showScreen(<SearchScreen />, {
    as: CHIEF,
    at: '/search?q=zebra',
    rooms: [roomOf(3, { name: 'Design' })],
  });

  await scene.user.selectOptions(screen.getByLabelText('Where'), 'Design');
  expect(scene.history.at(-1)).toBe('/search?q=zebra&room_id=3');
  await scene.user.click(await screen.findByRole('button', { name: 'Look everywhere' }));

  expect(scene.history.at(-1)).toBe('/search?q=zebra');
});

test('Esc clears the words first, and leaves then', async () => {
  hasEels();
  const { user, history } = showScreen(<SearchScreen />, { as: CHIEF, at: '/search?q=eels' });
  await user.click(box());

  await user.keyboard('{Escape}');
  expect(box()).toHaveValue('');
  expect(history.at(-1)).toBe('/search');
  await user.keyboard('{Escape}');

  expect(history.at(-1)).toBe('/');
});

test('nothing found says what may help', async () => {
  hasEels();
  showScreen(<SearchScreen />, { as: CHIEF, at: `/search?q=${encodeURIComponent('"big zebra"')}` });
  expect(await screen.findByText(/without the quotes/)).toBeInTheDocument();
});

test('before anything was looked for, it says how to look', async () => {
  hasEels();
  showScreen(<SearchScreen />, { as: CHIEF, at: '/search' });
  expect(await screen.findByText('Find what was said')).toBeInTheDocument();
});

test('a snippet holds marks and nothing else', () => {
  expect(onlyMarks('<img src=x onerror=alert(1)><mark onclick="x">eel</mark><b>!</b>')).toBe(
    '<mark>eel</mark>!',
  );
});
