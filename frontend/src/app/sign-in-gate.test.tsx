/** Strangers are shown the way in, and come out where they wanted to go. */

import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Route, Router, Switch } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { newCache } from './providers';
import { doorFrom, ForMembers, ForStrangers, wantedAddress } from './sign-in-gate';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const refusal = (status: number, code: string) =>
  HttpResponse.json({ error: { code, message: 'Sign in first.' } }, { status });

function answers(me: () => Response, needsSetup: boolean) {
  server.use(
    http.get('/api/auth/me', me),
    http.get('/api/setup', () => HttpResponse.json({ needs_setup: needsSetup })),
  );
}

function visit(address: string) {
  const { hook, searchHook, history } = memoryLocation({ path: address, record: true });
  render(
    <QueryClientProvider client={newCache()}>
      <Router hook={hook} searchHook={searchHook}>
        <Switch>
          <Route path="/sign-in">
            <ForStrangers whileFresh={false}>the door</ForStrangers>
          </Route>
          <Route path="/setup">
            <ForStrangers whileFresh>a fresh start</ForStrangers>
          </Route>
          <Route>
            <ForMembers>the rooms</ForMembers>
          </Route>
        </Switch>
      </Router>
    </QueryClientProvider>,
  );
  return history;
}

test('a stranger goes to the door, which remembers where they wanted to go', async () => {
  answers(() => refusal(401, 'unauthenticated'), false);
  const history = visit('/rooms/3');
  expect(await screen.findByText('the door')).toBeInTheDocument();
  expect(history.at(-1)).toBe('/sign-in?to=%2Frooms%2F3');
});

test('a fresh server is set up first, whichever door one knocks at', async () => {
  answers(() => refusal(401, 'unauthenticated'), true);
  visit('/sign-in');
  expect(await screen.findByText('a fresh start')).toBeInTheDocument();
});

test('nobody sets up twice', async () => {
  answers(() => refusal(401, 'unauthenticated'), false);
  visit('/setup');
  expect(await screen.findByText('the door')).toBeInTheDocument();
});

test('a server in trouble is no reason to sign in', async () => {
  answers(() => refusal(503, 'busy'), false);
  visit('/rooms/3');
  expect(await screen.findByText('The server has a problem')).toBeInTheDocument();
});

describe('the door remembers', () => {
  test('pages, but not the one that one signs out on', () => {
    expect(doorFrom('/search?q=fire')).toBe('/sign-in?to=%2Fsearch%3Fq%3Dfire');
    expect(doorFrom('/me')).toBe('/sign-in');
  });

  test.each([
    ['/rooms/3', '/rooms/3'],
    ['/search?q=fire', '/search?q=fire'],
    ['//elsewhere.example/', '/'],
    ['/\\elsewhere.example', '/'],
    ['https://elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
  ])('%s leads to %s', (to, address) => {
    expect(wantedAddress(new URLSearchParams({ to }))).toBe(address);
  });

  test('nothing: then it leads home', () => {
    expect(wantedAddress(new URLSearchParams())).toBe('/');
  });
});
