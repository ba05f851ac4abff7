/** Administrators are asked before what can't be undone, and can't do to themselves what locks them out. */

import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { CHIEF, GRACE, refuses, sceneServer, showScreen } from '@/api/screen-scene';
import { AdministerPerson } from './administer-person';

const server = sceneServer();

test('nobody is banned before the question is answered', async () => {
  let bans = 0;
  server.use(
    http.post('/api/users/2/ban', () => {
      bans += 1;
      return HttpResponse.json({ ...GRACE, status: 'banned' });
    }),
  );
  const { user } = showScreen(<AdministerPerson person={GRACE} />, { as: CHIEF });

  await user.click(screen.getByRole('button', { name: 'Ban' }));
  const question = screen.getByRole('dialog', { name: 'Ban Grace?' });
  expect(question).toHaveTextContent('Everything Grace said is deleted for good');
  expect(bans).toBe(0);
  await user.click(within(question).getByRole('button', { name: 'Ban' }));

  expect(await screen.findByText('Grace is banned')).toBeInTheDocument();
  expect(bans).toBe(1);
});

test('the server’s reason is shown when it refuses', async () => {
  server.use(
    http.delete('/api/users/2', () =>
      refuses(
        409,
        'conflict',
        'This is the only administrator, please make somebody else one first',
      ),
    ),
  );
  const { user } = showScreen(<AdministerPerson person={GRACE} />, { as: CHIEF });

  await user.click(screen.getByRole('button', { name: 'Remove from the account' }));
  const question = screen.getByRole('dialog', { name: 'Remove Grace?' });
  await user.click(within(question).getByRole('button', { name: 'Remove from the account' }));

  expect(await screen.findByText(/the only administrator/)).toBeInTheDocument();
});

test('a recovery link says how long it works and for whom it is', async () => {
  server.use(
    http.post('/api/users/2/transfer', () =>
      HttpResponse.json({
        url: 'http://campfire.test/transfer/token',
        qr_svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
        expires_at: '2026-01-01T12:00:00.000Z',
      }),
    ),
  );
  URL.createObjectURL = () => 'blob:picture';
  URL.revokeObjectURL = () => {};
  const { user } = showScreen(<AdministerPerson person={GRACE} />, { as: CHIEF });

  await user.click(screen.getByRole('button', { name: 'Make a sign-in link' }));

  const link = await screen.findByLabelText('Sign-in link');
  expect(link).toHaveValue('http://campfire.test/transfer/token');
  expect(link).toHaveAccessibleDescription(/signed in as Grace/);
});

test('what one can’t do to oneself is there, and says why', async () => {
  const { user } = showScreen(<AdministerPerson person={CHIEF} />, { as: CHIEF });

  const ban = screen.getByRole('button', { name: 'Ban' });
  await user.click(ban);

  expect(ban).toHaveAttribute('aria-disabled', 'true');
  expect(ban).toHaveAttribute('title', 'Ask another administrator to do that to you.');
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('who is banned can only be let in again', () => {
  showScreen(<AdministerPerson person={{ ...GRACE, status: 'banned' }} />, { as: CHIEF });

  const offered = within(screen.getByRole('list')).getAllByRole('button');
  expect(offered.map((button) => button.textContent)).toEqual(['Lift the ban']);
});
