/** A bot's key is shown once, with a line to try it; nothing is deleted unasked. */

import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { roomOf } from '@/api/examples';
import type { Bot } from '@/api/schema';
import { CHIEF, GRACE, sceneServer, showScreen } from '@/api/screen-scene';
import { BotsScreen } from './bots-screen';

const server = sceneServer();

const ROBOT: Bot = {
  id: 9,
  name: 'Robot',
  webhook_url: null,
  user: { ...GRACE, id: 9, name: 'Robot', role: 'bot' },
  calls: { made: 0, failed: 0, last_failure: null },
};

/** A server with these bots, that can make Robot. */
function has(...bots: Bot[]) {
  server.use(
    http.get('/api/bots', () => HttpResponse.json({ bots })),
    http.post('/api/bots', () => {
      bots.push(ROBOT);
      return HttpResponse.json({ bot: ROBOT, key: '9-secret' }, { status: 201 });
    }),
    http.delete('/api/bots/9', () => {
      bots.splice(0);
      return new HttpResponse(null, { status: 204 });
    }),
  );
}

test('a new bot shows its key once, and a line that makes it speak', async () => {
  has();
  const { user, fill } = showScreen(<BotsScreen />, { as: CHIEF, rooms: [roomOf(3)] });
  expect(await screen.findByText('No bots yet')).toBeInTheDocument();

  await user.click(screen.getByRole('button', { name: 'New bot' }));
  await fill('Name', 'Robot');
  await user.keyboard('{Enter}');

  expect(await screen.findByLabelText('Key')).toHaveValue('9-secret');
  const line = `curl -d 'Hello!' ${window.location.origin}/rooms/3/9-secret/messages`;
  expect(screen.getByText(line)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'I have copied it' }));
  expect(screen.queryByLabelText('Key')).not.toBeInTheDocument();
  expect(screen.getByRole('region', { name: 'Robot' })).toBeInTheDocument();
});

test('a webhook is an address of the web', async () => {
  has();
  const { user, fill } = showScreen(<BotsScreen />, { as: CHIEF });

  await user.click(screen.getByRole('button', { name: 'New bot' }));
  await fill('Name', 'Robot');
  await fill('Webhook address, if it listens', 'ftp://example.com');
  await user.keyboard('{Enter}');

  expect(screen.getByLabelText(/Webhook address/)).toHaveAccessibleDescription(/https:\/\//);
});

test('a bot is deleted after the question, not before', async () => {
  has(ROBOT);
  const { user } = showScreen(<BotsScreen />, { as: CHIEF });

  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  const question = screen.getByRole('dialog', { name: 'Delete Robot?' });
  await user.click(within(question).getByRole('button', { name: 'Delete bot' }));

  expect(await screen.findByText('No bots yet')).toBeInTheDocument();
});

test('how a bot’s calls went is shown once there were any', async () => {
  const last_failure = {
    message: 'It answered with 404 Not Found',
    at: '2026-03-04T09:15:00.000Z',
  };
  has(
    ROBOT,
    { ...ROBOT, id: 10, name: 'Fine', calls: { made: 1, failed: 0, last_failure: null } },
    { ...ROBOT, id: 12, name: 'Deaf', calls: { made: 1, failed: 1, last_failure } },
    { ...ROBOT, id: 11, name: 'Lost', calls: { made: 12, failed: 2, last_failure } },
  );
  showScreen(<BotsScreen />, { as: CHIEF });

  expect(await screen.findByRole('region', { name: 'Robot' })).not.toHaveTextContent('Called');
  const fine = screen.getByRole('region', { name: 'Fine' });
  expect(fine).toHaveTextContent(/Called once since the server started(Change|$)/);
  const lost = screen.getByRole('region', { name: 'Lost' });
  expect(lost).toHaveTextContent('Called 12 times since the server started, 2 went wrong');
  expect(lost).toHaveTextContent('It answered with 404 Not Found · ');
  const deaf = screen.getByRole('region', { name: 'Deaf' });
  expect(deaf).toHaveTextContent('Called once since the server started, without success');
});

test('members are told who looks after bots', () => {
  showScreen(<BotsScreen />, { as: GRACE });
  expect(screen.getByText('For administrators')).toBeInTheDocument();
});
