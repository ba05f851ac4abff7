/** The switch is saved as it is switched, and goes back when that is refused. */

import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { ACCOUNT } from '@/api/examples';
import { CHIEF, GRACE, refuses, sceneServer, showScreen } from '@/api/screen-scene';
import { RoomCreationSwitch } from './room-creation-switch';

const server = sceneServer();
const theSwitch = () => screen.getByRole('switch', { name: /Only administrators make rooms/ });

test('switching it saves it', async () => {
  server.use(
    http.put('/api/account', () =>
      HttpResponse.json({ ...ACCOUNT, settings: { restrict_room_creation: true } }),
    ),
  );
  const { user } = showScreen(<RoomCreationSwitch />, { as: CHIEF });

  await user.click(theSwitch());

  expect(await screen.findByText('Saved')).toBeInTheDocument();
  expect(theSwitch()).toBeChecked();
});

test('a refusal switches it back and says why', async () => {
  server.use(http.put('/api/account', () => refuses(503, 'busy', 'Campfire is busy')));
  const { user } = showScreen(<RoomCreationSwitch />, { as: CHIEF });

  await user.click(theSwitch());

  expect(await screen.findByText('Campfire is busy')).toBeInTheDocument();
  expect(theSwitch()).not.toBeChecked();
});

test('members see it, and why they can’t change it', () => {
  showScreen(<RoomCreationSwitch />, { as: GRACE });

  expect(theSwitch()).toBeDisabled();
  expect(screen.getByText('Only administrators can change this.')).toBeInTheDocument();
});
