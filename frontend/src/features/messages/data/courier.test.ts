/** What is sent arrives once, whatever the network, the server and the tab do meanwhile. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ADA, messageOf } from '@/api/examples';
import type { NewMessage } from '@/api/schema';
import { Courier } from './courier';
import { enqueue, forget, outboxStore, reloadOutbox, revive } from './outbox';

/** The server as the network shows it: each answer is taken once, the last one stays. */
let answers: (() => Response | Promise<Response>)[];
let heard: NewMessage[];
const onConfirmed = vi.fn();

const created = () => Response.json(messageOf(1), { status: 201 });
const busy = () => refusal(503, 'busy', 'Campfire is busy. Try again in a moment.');
const unreachable = () => Promise.reject(new TypeError('no network'));

function refusal(status: number, code: string, message: string) {
  return Response.json({ error: { code, message } }, { status });
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  reloadOutbox();
  answers = [created];
  heard = [];
  vi.stubGlobal('fetch', (_: string, request: RequestInit) => {
    heard.push(JSON.parse(String(request.body)));
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return Promise.resolve(answer?.());
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

function say(id: string, room = 1) {
  enqueue({
    client_message_id: id,
    room_id: room,
    author_id: ADA.id,
    html: `<div>${id}</div>`,
    state: 'pending',
    created_at: new Date().toISOString(),
  });
}

function appoint(): Courier {
  const courier = new Courier(ADA.id, onConfirmed);
  courier.start();
  return courier;
}

const idsHeard = () => heard.map(({ client_message_id }) => client_message_id);
const waiting = () => outboxStore.getState().messages;

test('a message keeps its id over all attempts, and leaves when the server has it', async () => {
  answers = [busy, unreachable, created];
  say('one');

  appoint();
  await vi.advanceTimersByTimeAsync(1_000 + 2_000);

  expect(idsHeard()).toEqual(['one', 'one', 'one']);
  expect(onConfirmed).toHaveBeenCalledExactlyOnceWith(messageOf(1));
  expect(waiting()).toEqual([]);
  expect(localStorage).toHaveLength(0);
});

test('impatience sends nothing twice', async () => {
  const courier = appoint();
  say('one');

  for (let click = 0; click < 5; click += 1) courier.collect();
  await vi.runAllTimersAsync();

  expect(idsHeard()).toEqual(['one']);
});

test('what waits is sent after the page was loaded anew, under the same id', async () => {
  answers = [unreachable];
  say('one');
  const before = appoint();
  await vi.advanceTimersByTimeAsync(0);
  before.stop();

  outboxStore.setState({ messages: [] });
  reloadOutbox();
  answers = [created];
  appoint();
  await vi.advanceTimersByTimeAsync(0);

  expect(idsHeard()).toEqual(['one', 'one']);
  expect(waiting()).toEqual([]);
});

test('in a room things are said in order, and no room waits for another', async () => {
  answers = [busy, created];
  say('first', 1);
  say('second', 1);
  say('elsewhere', 2);

  appoint();
  await vi.advanceTimersByTimeAsync(1_000);

  expect(idsHeard()).toEqual(['first', 'elsewhere', 'first', 'second']);
});

test('after five waits it is the person’s turn', async () => {
  answers = [unreachable];
  say('one');

  const courier = appoint();
  await vi.advanceTimersByTimeAsync(1_000 + 2_000 + 4_000 + 8_000 + 16_000);

  expect(heard).toHaveLength(6);
  expect(waiting()).toMatchObject([{ state: 'failed', error: expect.stringContaining('reached') }]);
  answers = [created];
  revive('one');
  courier.collect();
  await vi.advanceTimersByTimeAsync(0);
  expect(idsHeard().at(-1)).toBe('one');
  expect(waiting()).toEqual([]);
});

test('what is refused is not tried again, and says why', async () => {
  answers = [() => refusal(422, 'validation_failed', 'This is too long. Shorten it.'), created];
  say('long');
  say('next');

  appoint();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(idsHeard()).toEqual(['long', 'next']);
  expect(waiting()).toMatchObject([{ state: 'failed', error: 'This is too long. Shorten it.' }]);
});

test('waiting ends when the network returns', async () => {
  answers = [unreachable, unreachable, unreachable, created];
  say('one');
  const courier = appoint();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(heard).toHaveLength(3);

  courier.hurry();
  await vi.advanceTimersByTimeAsync(0);

  expect(heard).toHaveLength(4);
  expect(waiting()).toEqual([]);
});

test('a busy server is given the time it asks for', async () => {
  const later = new Response('{}', { status: 503, headers: { 'retry-after': '9' } });
  answers = [() => later, created];
  say('one');

  appoint();
  await vi.advanceTimersByTimeAsync(8_900);
  expect(heard).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(heard).toHaveLength(2);
});

test('what its author takes back is not sent any more', async () => {
  answers = [unreachable];
  say('one');
  appoint();
  await vi.advanceTimersByTimeAsync(0);

  forget('one');
  await vi.advanceTimersByTimeAsync(60_000);

  expect(heard).toHaveLength(1);
});
