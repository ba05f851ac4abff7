/** Signing in keeps what was typed, and says what to do when it is refused. */

import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { ACCOUNT } from '@/api/examples';
import { whoAmI } from '@/api/queries';
import { CHIEF, refuses, sceneServer, showScreen } from '@/api/screen-scene';
import { SignInScreen } from './sign-in-screen';

const server = sceneServer();

async function signsIn(password: string) {
  const scene = showScreen(<SignInScreen />, { at: '/sign-in' });
  await scene.fill('Email', 'ada@example.com');
  await scene.fill('Password', password);
  await scene.user.keyboard('{Enter}');
  return scene;
}

test('the right password asks who one is, which opens the door', async () => {
  const sent: unknown[] = [];
  server.use(
    http.post('/api/auth/login', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ user: CHIEF, token: 'a token' });
    }),
    http.get('/api/auth/me', () => HttpResponse.json({ user: CHIEF, account: ACCOUNT })),
  );

  const { cache } = await signsIn('correct horse');

  await expect.poll(() => cache.getQueryData(whoAmI.queryKey)?.user.name).toBe('Ada');
  expect(sent).toEqual([{ email: 'ada@example.com', password: 'correct horse' }]);
});

test('a refusal keeps what was typed, and the next key replaces the password', async () => {
  server.use(
    http.post('/api/auth/login', () =>
      refuses(401, 'invalid_credentials', "Email and password don't match"),
    ),
  );

  await signsIn('wrong horse');

  expect(await screen.findByRole('alert')).toHaveTextContent("Email and password don't match");
  expect(screen.getByLabelText('Email')).toHaveValue('ada@example.com');
  const password = screen.getByLabelText<HTMLInputElement>('Password');
  expect(password).toHaveFocus();
  expect(password.selectionEnd).toBe('wrong horse'.length);
  expect(password.selectionStart).toBe(0);
});

test('too many attempts are told how long to wait', async () => {
  server.use(
    http.post('/api/auth/login', () =>
      refuses(429, 'rate_limited', 'Too many attempts, please wait a moment', { retryAfter: 161 }),
    ),
  );

  await signsIn('wrong horse');

  expect(await screen.findByRole('timer')).toHaveTextContent(/You can try again in 2:4[01]/);
});

test('what is missing is said at its field, and nothing is sent', async () => {
  const { user } = showScreen(<SignInScreen />, { at: '/sign-in' });

  await user.click(screen.getByRole('button', { name: 'Sign in' }));

  expect(screen.getByLabelText('Email')).toHaveFocus();
  expect(screen.getByLabelText('Email')).toHaveAccessibleDescription('Enter your email address.');
  expect(screen.getByLabelText('Password')).toBeInvalid();
});

test('the password can be looked at', async () => {
  const { user } = showScreen(<SignInScreen />);
  await user.click(screen.getByRole('button', { name: 'Show password' }));
  expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
});
