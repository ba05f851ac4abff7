/** The socket against the outside world: a server that answers, goes, comes back, or says nothing. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ADA, messageOf, roomOf } from '@/api/examples';
import type { ClientFrame, ServerFrame } from '@/api/schema';
import { retryDelay } from './back-off';
import type { Connection } from './live-store';
import { CampfireSocket } from './socket';

/** The server's end of a connection, standing in for the network. */
class ServerEnd {
  static all: ServerEnd[] = [];
  readonly heard: ClientFrame[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  isHungUp = false;

  constructor() {
    ServerEnd.all.push(this);
  }

  send(text: string) {
    this.heard.push(JSON.parse(text));
  }

  close() {
    this.isHungUp = true;
  }

  says(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  greets() {
    this.says({ type: 'authenticated', user: ADA, server_version: '1.0.0' });
  }

  drops(code = 1006) {
    this.onclose?.({ code });
  }

  /** What was said of this kind, and forgets all. */
  hears(type: ClientFrame['type']): ClientFrame[] {
    return this.heard.splice(0).filter((frame) => frame.type === type);
  }
}

function newest(): ServerEnd {
  const wire = ServerEnd.all.at(-1);
  if (!wire) throw new Error('Nobody has dialled.');
  return wire;
}

let connections: Connection[];
let frames: [type: string, isReplay: boolean][];
let socket: CampfireSocket;
const onSessionEnded = vi.fn();
const onRefused = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', ServerEnd);
  ServerEnd.all = [];
  connections = [];
  frames = [];
  socket = new CampfireSocket('ws://campfire.test/ws', {
    onFrame: (frame, isReplay) => frames.push([frame.type, isReplay]),
    onConnection: (connection) => connections.push(connection),
    onSessionEnded,
    onRefused,
  });
  socket.start();
});

afterEach(() => {
  socket.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

describe('waiting before the next attempt', () => {
  test('takes between a second and a limit that doubles up to half a minute', () => {
    const shortest = [0, 1, 9].map((failures) => retryDelay(failures, () => 0));
    const longest = [0, 1, 2, 3, 4, 9].map((failures) => retryDelay(failures, () => 1));

    expect(shortest).toEqual([1_000, 1_000, 1_000]);
    expect(longest).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test('is told, and ends with an attempt', () => {
    newest().greets();
    newest().drops();

    const { state, retryAt } = connections.at(-1) ?? {};
    expect(state).toBe('offline');
    expect(ServerEnd.all).toHaveLength(1);
    vi.advanceTimersByTime(Number(retryAt) - Date.now());
    expect(ServerEnd.all).toHaveLength(2);
    expect(connections.at(-1)).toEqual({ state: 'connecting', retryAt: null });
  });

  test.each([
    ['the network returns', () => window.dispatchEvent(new Event('online'))],
    ['the tab wakes', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['somebody asks for it', () => socket.tryNow()],
  ])('is cut short when %s', (_, wake) => {
    newest().drops();

    wake();

    expect(ServerEnd.all).toHaveLength(2);
    vi.advanceTimersByTime(14_000);
    expect(ServerEnd.all).toHaveLength(2);
  });
});

describe('a connection that says nothing', () => {
  beforeEach(() => newest().greets());

  test('is asked for a sign of life, and given up without one', () => {
    vi.advanceTimersByTime(20_000);
    expect(newest().hears('ping')).toHaveLength(1);

    vi.advanceTimersByTime(10_000);

    expect(newest().isHungUp).toBe(true);
    expect(connections.at(-1)?.state).toBe('offline');
  });

  test('is kept when it gives one', () => {
    vi.advanceTimersByTime(20_000);
    newest().says({ type: 'pong', id: 1 });

    vi.advanceTimersByTime(15_000);

    expect(connections.at(-1)?.state).toBe('live');
  });

  test('is given up soon after the tab wakes', () => {
    document.dispatchEvent(new Event('visibilitychange'));

    vi.advanceTimersByTime(3_000);

    expect(newest().isHungUp).toBe(true);
  });
});

test('an attempt that leads nowhere is given up', () => {
  vi.advanceTimersByTime(15_000);

  expect(newest().isHungUp).toBe(true);
  expect(onRefused).toHaveBeenCalledOnce();
});

describe('following a room', () => {
  const subscribed = { type: 'subscribed', room_id: 1, resync: false } as const;
  const created = { type: 'message_created', message: messageOf(6) } as const;

  test('asks at each connection for what came after the last message seen by then', () => {
    let lastSeen = 5;
    socket.follow(1, () => lastSeen);
    newest().greets();
    const subscribe = { type: 'subscribe', room_id: 1 };
    expect(newest().hears('subscribe')).toEqual([{ ...subscribe, last_seen_message_id: 5 }]);

    lastSeen = 9;
    newest().drops();
    socket.tryNow();
    newest().greets();

    expect(newest().hears('subscribe')).toEqual([{ ...subscribe, last_seen_message_id: 9 }]);
  });

  test('tells a replay from what is said just now', () => {
    newest().greets();
    socket.follow(1, () => 5);

    newest().says(created);
    newest().says({ ...subscribed, last_message_id: 6 });
    newest().says(created);

    expect(frames.filter(([type]) => type === 'message_created')).toEqual([
      ['message_created', true],
      ['message_created', false],
    ]);
  });

  test('left and entered again in one breath, replays until the second answer', () => {
    newest().greets();
    const leave = socket.follow(1, () => 5);
    leave();
    socket.follow(1, () => 5);

    newest().says({ ...subscribed, last_message_id: 5 });
    newest().says(created);

    expect(frames.at(-1)).toEqual(['message_created', true]);
  });

  test('ends when the last one stops looking', () => {
    newest().greets();
    const [first, second] = [socket.follow(1, () => 5), socket.follow(1, () => 5)];
    expect(newest().hears('subscribe')).toHaveLength(1);

    first();
    expect(newest().hears('unsubscribe')).toEqual([]);
    second();
    expect(newest().hears('unsubscribe')).toHaveLength(1);
  });

  test('begins anew when the room is given back', () => {
    newest().greets();
    socket.follow(1, () => 5);
    newest().hears('subscribe');

    newest().says({ type: 'room_added', room: roomOf(1) });

    expect(newest().hears('subscribe')).toHaveLength(1);
  });
});

test('presence is said again at each connection, and only while it lasts', () => {
  newest().greets();
  socket.present(1);
  socket.present(2);
  socket.absent(2);

  newest().drops();
  socket.tryNow();
  newest().greets();

  expect(newest().hears('presence')).toEqual([{ type: 'presence', room_id: 1, state: 'present' }]);
});

describe('when the server hangs up', () => {
  beforeEach(() => newest().greets());

  test('because the session is over, nobody dials again', () => {
    newest().drops(4401);

    vi.advanceTimersByTime(60_000);
    expect(onSessionEnded).toHaveBeenCalledOnce();
    expect(ServerEnd.all).toHaveLength(1);
  });

  test('because we were slow, we are back at once', () => {
    newest().drops(4408);

    expect(ServerEnd.all).toHaveLength(2);
  });

  test('because it restarts, it is given a second', () => {
    newest().drops(1001);

    expect(ServerEnd.all).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(ServerEnd.all).toHaveLength(2);
  });
});

test('a refused handshake is a reason to ask who we are', () => {
  newest().drops();
  expect(onRefused).toHaveBeenCalledOnce();
});
