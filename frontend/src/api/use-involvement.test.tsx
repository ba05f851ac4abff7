/** The bell answers at once, and takes it back when the server refuses. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { roomOf } from './examples';
import { room as roomQuery, rooms } from './queries';
import { useInvolvement } from './use-involvement';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function scene() {
  const cache = new QueryClient();
  const room = roomOf(7);
  cache.setQueryData(rooms.queryKey, [room, roomOf(8)]);
  cache.setQueryData(roomQuery(7).queryKey, room);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={cache}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(useInvolvement, { wrapper });
  const levels = () => [
    cache.getQueryData(rooms.queryKey)?.map(({ membership }) => membership.involvement),
    cache.getQueryData(roomQuery(7).queryKey)?.membership.involvement,
  ];
  return { room, levels, involve: result };
}

test('the room changes wherever it is known, before the server has answered', async () => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.use(
    http.put('/api/rooms/7/involvement', async () => {
      await answered;
      return HttpResponse.json({ ...roomOf(7).membership, involvement: 'everything' });
    }),
  );
  const { room, levels, involve } = scene();
  involve.current.mutate({ room, involvement: 'everything' });
  await waitFor(() => expect(levels()).toEqual([['everything', 'mentions'], 'everything']));
  answer();
  await waitFor(() => expect(involve.current.isSuccess).toBe(true));
  expect(levels()).toEqual([['everything', 'mentions'], 'everything']);
});

test('a refusal brings back what was', async () => {
  const refused = { error: { code: 'busy', message: 'Try again in a moment.' } };
  server.use(
    http.put('/api/rooms/7/involvement', () => HttpResponse.json(refused, { status: 503 })),
  );
  const { room, levels, involve } = scene();
  involve.current.mutate({ room, involvement: 'invisible' });
  await waitFor(() => expect(involve.current.isError).toBe(true));
  expect(levels()).toEqual([['mentions', 'mentions'], 'mentions']);
});
