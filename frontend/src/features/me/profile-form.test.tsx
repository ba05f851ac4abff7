/** What I change of myself is saved, or said to be wrong where it is wrong. */

import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { whoAmI } from '@/api/queries';
import { CHIEF, refuses, sceneServer, showScreen } from '@/api/screen-scene';
import { PasswordForm } from './password-form';
import { ProfileForm } from './profile-form';

const server = sceneServer();

test('a saved profile is what everything shows from then on', async () => {
  server.use(
    http.put('/api/user/profile', async ({ request }) =>
      HttpResponse.json({ ...CHIEF, ...((await request.json()) as object) }),
    ),
  );
  const { fill, user, cache } = showScreen(<ProfileForm />, { as: CHIEF });

  await fill('Bio', 'Asks about looms');
  await user.click(screen.getByRole('button', { name: 'Save profile' }));

  expect(await screen.findByText('Profile saved')).toBeInTheDocument();
  expect(cache.getQueryData(whoAmI.queryKey)?.user.bio).toBe('Asks about looms');
  expect(screen.getByRole('button', { name: 'Save profile' })).toHaveAttribute('aria-disabled');
});

test('a taken address is said at its field, and the rest stays as it was typed', async () => {
  server.use(
    http.put('/api/user/profile', () =>
      refuses(422, 'validation_failed', 'Somebody here has this email already', { field: 'email' }),
    ),
  );
  const { fill, user } = showScreen(<ProfileForm />, { as: CHIEF });

  await fill('Bio', 'Asks about looms');
  await user.click(screen.getByRole('button', { name: 'Save profile' }));

  const email = screen.getByLabelText('Email');
  await expect.poll(() => document.activeElement).toBe(email);
  expect(email).toHaveAccessibleDescription('Somebody here has this email already');
  expect(screen.getByLabelText('Bio')).toHaveValue('Asks about looms');
});

test('a bio says how much room is left once it is in sight', async () => {
  const { fill } = showScreen(<ProfileForm />, { as: CHIEF });
  await fill('Bio', 'x'.repeat(190));
  expect(screen.getByLabelText('Bio')).toHaveAccessibleDescription('10 characters left');
});

test('a wrong current password is said at its field', async () => {
  server.use(
    http.put('/api/user/profile', () =>
      refuses(422, 'validation_failed', 'That isn’t your password', { field: 'current_password' }),
    ),
  );
  const { fill, user } = showScreen(<PasswordForm />, { as: CHIEF });

  await fill('Current password', 'a guess');
  await fill('New password', 'correct horse');
  await user.keyboard('{Enter}');

  const current = screen.getByLabelText('Current password');
  await expect.poll(() => document.activeElement).toBe(current);
  expect(current).toHaveAccessibleDescription('That isn’t your password');
  expect(screen.getByLabelText('New password')).toHaveValue('correct horse');
});

test('a changed password empties the form and tells of the other devices', async () => {
  server.use(http.put('/api/user/profile', () => HttpResponse.json(CHIEF)));
  const { fill, user } = showScreen(<PasswordForm />, { as: CHIEF });

  await fill('Current password', 'correct horse');
  await fill('New password', 'battery staple');
  await user.keyboard('{Enter}');

  expect(await screen.findByText(/Your other devices are signed out/)).toBeInTheDocument();
  expect(screen.getByLabelText('New password')).toHaveValue('');
});
