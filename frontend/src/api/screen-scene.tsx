/** The scene of the screens' tests: somebody at an address, and a server at the other end of the wire. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactElement } from 'react';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { Toasts } from '@/ui/toast';
import { ACCOUNT, ADA } from './examples';
import { rooms, whoAmI } from './queries';
import type { ErrorCode, Room, User } from './schema';

export const CHIEF: User = { ...ADA, role: 'administrator', email: 'ada@example.com' };
export const GRACE: User = { ...ADA, id: 2, name: 'Grace', initials: 'G' };

/** A server for this file's tests. What it isn't told to answer fails the test. */
export function sceneServer() {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}

type Refusal = { field?: string; retryAfter?: number };

/** The server says no. */
export function refuses(status: number, code: ErrorCode, message: string, more: Refusal = {}) {
  const { field, retryAfter } = more;
  return HttpResponse.json(
    { error: { code, message, ...(field && { field }) } },
    { status, ...(retryAfter && { headers: { 'retry-after': String(retryAfter) } }) },
  );
}

type Scene = {
  /** Who is signed in; nobody without it. */
  as?: User;
  at?: string;
  rooms?: Room[];
};

/** Shows a screen; `history` tells where one has got to. */
export function showScreen(shown: ReactElement, scene: Scene = {}) {
  const cache = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  if (scene.as) cache.setQueryData(whoAmI.queryKey, { user: scene.as, account: ACCOUNT });
  cache.setQueryData(rooms.queryKey, scene.rooms ?? []);
  const place = memoryLocation({ path: scene.at ?? '/', record: true });
  render(
    <QueryClientProvider client={cache}>
      <Router hook={place.hook} searchHook={place.searchHook}>
        {shown}
        <Toasts />
      </Router>
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  /** At once: typing letter by letter only takes longer. */
  async function fill(label: string, text: string) {
    await user.click(screen.getByLabelText(label));
    await user.paste(text);
  }
  return { cache, history: place.history, user, fill };
}
