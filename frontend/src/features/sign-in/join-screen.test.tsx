/** Newcomers are told what is wrong where it is wrong, and lose nothing they typed. */

import { screen } from '@testing-library/react';
import { http } from 'msw';
import { expect, test } from 'vitest';
import { refuses, sceneServer, showScreen } from '@/api/screen-scene';
import { JoinScreen } from './join-screen';

const server = sceneServer();

async function joins(password = 'correct horse') {
  const scene = showScreen(<JoinScreen code="abcd" />, { at: '/join/abcd' });
  await scene.fill('Your name', 'Grace Hopper');
  await scene.fill('Email', 'grace@example.com');
  await scene.fill('Password', password);
  await scene.user.keyboard('{Enter}');
  return scene;
}

test('the name tag shows the name as it is typed', async () => {
  const { fill } = showScreen(<JoinScreen code="abcd" />);
  await fill('Your name', 'Grace');
  expect(screen.getByText('Grace')).toBeInTheDocument();
});

test('a password that is too short is never sent', async () => {
  await joins('short');

  expect(screen.getByLabelText('Password')).toHaveFocus();
  expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(/at least 8 characters/);
});

test('somebody whose address is known here is shown the way to sign in', async () => {
  server.use(
    http.post('/api/auth/register', () =>
      refuses(422, 'validation_failed', 'Somebody here has this email already', { field: 'email' }),
    ),
  );

  const { user, history } = await joins();

  const email = screen.getByLabelText('Email');
  await expect.poll(() => document.activeElement).toBe(email);
  expect(email).toHaveAccessibleDescription('Somebody here has this email already');
  expect(screen.getByLabelText('Password')).toHaveValue('correct horse');
  await user.click(screen.getByRole('link', { name: 'Sign in instead' }));
  expect(history.at(-1)).toBe('/sign-in');
});

test('an old join link says to ask for a new one', async () => {
  server.use(
    http.post('/api/auth/register', () =>
      refuses(
        403,
        'wrong_join_code',
        'This join link is no longer valid, please ask for a new one',
      ),
    ),
  );

  await joins();

  expect(await screen.findByRole('alert')).toHaveTextContent('please ask for a new one');
  expect(screen.getByLabelText('Your name')).toHaveValue('Grace Hopper');
});
