import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Room } from '@/api/schema';
import { useReadNotifications } from './use-read-notifications';

interface Shown {
  tag: string;
  timestamp: number;
  close: () => void;
}

let shown: Shown[] = [];

/** Shows a notification, of so many minutes ago. */
function shows(tag: string, minutes: number) {
  const close = () => {
    shown = shown.filter((other) => other.tag !== tag);
  };
  shown.push({ tag, timestamp: Date.now() - minutes * 60_000, close });
}

const tags = () => shown.map(({ tag }) => tag);
const rooms = (...ids: number[]) => ids.map((id) => ({ id }) as Room);

beforeEach(() => {
  shown = [];
  const registration = { getNotifications: vi.fn(async () => [...shown]) };
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => registration } });
});

afterEach(() => vi.unstubAllGlobals());

test('what was read is taken away, and what is unread or no room’s stays', async () => {
  shows('room-1', 5);
  shows('room-2', 5);
  shows('test', 5);

  const { rerender } = renderHook(useReadNotifications, { initialProps: rooms(1) });
  await waitFor(() => expect(tags()).toEqual(['room-1', 'test']));

  shows('room-3', 0);
  rerender(rooms(1, 3));
  rerender(rooms(1));
  await waitFor(() => expect(tags()).toEqual(['room-1', 'test']));
});

test('a push that comes before word that its room is unread stays', async () => {
  shows('room-1', 5);
  const { rerender } = renderHook(useReadNotifications, { initialProps: rooms(1) });

  shows('room-2', 0);
  rerender(rooms());

  await waitFor(() => expect(tags()).not.toContain('room-1'));
  expect(tags()).toEqual(['room-2']);
});
