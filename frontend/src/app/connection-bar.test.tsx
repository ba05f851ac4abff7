/** A word about the connection is said only when it has been lost for a while. */

import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetLive, setConnection, setServerVersion } from '@/live/live-store';
import { CampfireSocket } from '@/live/socket';
import { SocketContext } from '@/live/use-socket';
import { ConnectionBar } from './connection-bar';

const LIVE = { state: 'live', retryAt: null } as const;

beforeEach(() => {
  vi.useFakeTimers();
  // Never started: what the bar shows is set by hand.
  const socket = new CampfireSocket('ws://chat.example/ws', {
    onFrame() {},
    onConnection() {},
    onSessionEnded() {},
    onRefused() {},
  });
  setConnection(LIVE);
  render(
    <SocketContext value={socket}>
      <ConnectionBar />
    </SocketContext>,
  );
});

afterEach(() => {
  vi.useRealTimers();
  forgetLive();
});

const bar = () => screen.getByTestId('connection-status');
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));

test('while all is well it is there, and isn’t seen', () => {
  expect(bar()).not.toBeVisible();
  expect(bar()).toHaveAttribute('data-state', 'live');
});

test('a short interruption isn’t worth a word', () => {
  act(() => setConnection({ state: 'connecting', retryAt: null }));
  pass(1_900);
  expect(bar()).not.toBeVisible();
  act(() => setConnection(LIVE));
  pass(5_000);
  expect(bar()).not.toBeVisible();
});

test('a long one is told, from its beginning, until it is over', () => {
  act(() => setConnection({ state: 'connecting', retryAt: null }));
  pass(1_000);
  // Another attempt isn't another interruption.
  act(() => setConnection({ state: 'offline', retryAt: Date.now() + 4_000 }));
  pass(1_000);
  expect(bar()).toBeVisible();
  expect(bar()).toHaveTextContent('Next try in 3 s.');
  act(() => setConnection(LIVE));
  expect(bar()).not.toBeVisible();
});

test('a server that became another offers itself', () => {
  act(() => setServerVersion('1.0.0'));
  expect(screen.queryByText('Campfire was updated.')).toBeNull();
  act(() => setServerVersion('1.1.0'));
  expect(screen.getByText('Campfire was updated.')).toBeVisible();
});
