/** A transfer link signs in once, and never by surprise. */

import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { StrictMode } from 'react';
import { expect, test } from 'vitest';
import { ACCOUNT } from '@/api/examples';
import { CHIEF, refuses, sceneServer, showScreen } from '@/api/screen-scene';
import { TransferScreen } from './transfer-screen';

const server = sceneServer();

/** A server that knows the person once the link was followed; with each time it was. */
function expectsLink(signedIn = false) {
  const followed: unknown[] = [];
  server.use(
    http.get('/api/auth/me', () =>
      signedIn || followed.length > 0
        ? HttpResponse.json({ user: CHIEF, account: ACCOUNT })
        : refuses(401, 'unauthenticated', 'Please sign in'),
    ),
    http.put('/api/auth/transfer', async ({ request }) => {
      followed.push(await request.json());
      return HttpResponse.json({ user: CHIEF, token: 'a token' });
    }),
  );
  return followed;
}

test('a stranger is signed in once, and the token leaves the address', async () => {
  const followed = expectsLink();

  const { history } = showScreen(
    <StrictMode>
      <TransferScreen token="secret" />
    </StrictMode>,
    { at: '/transfer/secret' },
  );

  await expect.poll(() => history).toEqual(['/']);
  expect(followed).toEqual([{ token: 'secret' }]);
});

test('whoever is signed in already is asked first', async () => {
  const followed = expectsLink(true);
  const { user, history } = showScreen(<TransferScreen token="secret" />, { as: CHIEF });

  expect(screen.getByRole('link', { name: 'Stay signed in as Ada' })).toBeInTheDocument();
  expect(followed).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Follow the link' }));

  await expect.poll(() => followed).toHaveLength(1);
  await expect.poll(() => history.at(-1)).toBe('/');
});

test('an expired link says where to get another', async () => {
  server.use(
    http.get('/api/auth/me', () => refuses(401, 'unauthenticated', 'Please sign in')),
    http.put('/api/auth/transfer', () =>
      refuses(401, 'invalid_credentials', 'This sign-in link is no longer valid'),
    ),
  );

  showScreen(<TransferScreen token="old" />);

  expect(await screen.findByRole('alert')).toHaveTextContent('no longer valid');
  expect(screen.getByText(/ask an administrator/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Sign in with your password' })).toBeInTheDocument();
});
