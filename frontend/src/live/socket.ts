/**
 * The one live connection: dials, notices when it is dead, dials again, and follows rooms so that
 * nothing is missed and nothing is lost. Knows no React, and nothing of what frames mean.
 */

import type { ClientFrame, MessageId, RoomId, ServerFrame, TypingState } from '@/api/schema';
import { retryDelay } from './back-off';
import type { Connection } from './live-store';

/** How often the server is asked for a sign of life, and how long it may take to give one. */
const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 10_000;

/** When a tab wakes or the network changes, an old connection is dead more often than not. */
const PONG_AFTER_WAKING_MS = 3_000;

/** A connection that isn't there after this long won't be. */
const DIAL_WITHIN_MS = 15_000;

/** Why the server hung up. Others are passing failures. */
const CLOSED = { unauthenticated: 4401, fellBehind: 4408 };

export interface SocketEvents {
  /**
   * Something was said. `isReplay` while a room's missed messages are still coming in: what was
   * said then is news, but it didn't just happen.
   */
  onFrame(frame: ServerFrame, isReplay: boolean): void;
  onConnection(connection: Connection): void;
  /** The server won't have us any more: ask it who we are. */
  onSessionEnded(): void;
  /** Dialling fails before a hello. It may be the network, or a session that is over. */
  onRefused(): void;
}

interface Followed {
  /** How many look at the room. */
  followers: number;
  lastSeen: () => MessageId | undefined;
}

export class CampfireSocket {
  readonly #address: string;
  readonly #events: SocketEvents;
  readonly #rooms = new Map<RoomId, Followed>();
  /** Subscriptions asked for and not yet answered: until then what comes is a replay. */
  readonly #unanswered = new Map<RoomId, number>();
  readonly #present = new Set<RoomId>();
  #wire: WebSocket | null = null;
  #isLive = false;
  #failures = 0;
  #pings = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string, events: SocketEvents) {
    this.#address = address;
    this.#events = events;
  }

  /** Dials, and keeps at it until `stop`. */
  start() {
    window.addEventListener('online', this.#wake);
    window.addEventListener('offline', this.#doubt);
    window.addEventListener('pageshow', this.#wake);
    document.addEventListener('visibilitychange', this.#wakeIfVisible);
    this.#dial();
  }

  stop() {
    window.removeEventListener('online', this.#wake);
    window.removeEventListener('offline', this.#doubt);
    window.removeEventListener('pageshow', this.#wake);
    document.removeEventListener('visibilitychange', this.#wakeIfVisible);
    clearTimeout(this.#retry);
    this.#hangUp();
  }

  /** Somebody is tired of waiting. */
  tryNow() {
    this.#wake();
  }

  /**
   * Follows a room until the returned function is called. `lastSeen` is asked at each connection:
   * everything after it is told anew.
   */
  follow(room: RoomId, lastSeen: () => MessageId | undefined): () => void {
    const known = this.#rooms.get(room);
    if (known) known.followers += 1;
    else {
      this.#rooms.set(room, { followers: 1, lastSeen });
      this.catchUp(room);
    }
    return () => {
      const followed = this.#rooms.get(room);
      if (!followed) return;
      followed.followers -= 1;
      if (followed.followers > 0) return;
      this.#rooms.delete(room);
      this.#say({ type: 'unsubscribe', room_id: room });
    };
  }

  /** Asks anew for what was missed in a room that is followed. */
  catchUp(room: RoomId) {
    const followed = this.#rooms.get(room);
    if (!followed || !this.#isLive) return;
    this.#unanswered.set(room, (this.#unanswered.get(room) ?? 0) + 1);
    const lastSeen = followed.lastSeen();
    this.#say({
      type: 'subscribe',
      room_id: room,
      ...(lastSeen === undefined ? {} : { last_seen_message_id: lastSeen }),
    });
  }

  present(room: RoomId) {
    this.#present.add(room);
    this.#say({ type: 'presence', room_id: room, state: 'present' });
  }

  refresh(room: RoomId) {
    this.#say({ type: 'presence', room_id: room, state: 'refresh' });
  }

  absent(room: RoomId) {
    if (!this.#present.delete(room)) return;
    this.#say({ type: 'presence', room_id: room, state: 'absent' });
  }

  typing(room: RoomId, state: TypingState) {
    this.#say({ type: 'typing', room_id: room, state });
  }

  #say(frame: ClientFrame) {
    // What can't be said now is said again, or asked anew, at the next hello.
    if (this.#isLive) this.#wire?.send(JSON.stringify(frame));
  }

  #dial() {
    clearTimeout(this.#retry);
    this.#events.onConnection({ state: 'connecting', retryAt: null });
    const wire = new WebSocket(this.#address);
    this.#wire = wire;
    this.#expectSignOfLifeWithin(DIAL_WITHIN_MS);
    wire.onmessage = ({ data }) => this.#hear(String(data));
    wire.onclose = ({ code }) => this.#lost(code);
  }

  /** Drops the connection without waiting for the other side's goodbye. */
  #hangUp() {
    clearInterval(this.#pulse);
    clearTimeout(this.#deadline);
    this.#isLive = false;
    this.#unanswered.clear();
    if (!this.#wire) return;
    this.#wire.onmessage = null;
    this.#wire.onclose = null;
    this.#wire.close();
    this.#wire = null;
  }

  #lost(code: number | null) {
    const neverGreeted = !this.#isLive;
    this.#hangUp();
    if (code === CLOSED.unauthenticated) {
      this.#events.onConnection({ state: 'offline', retryAt: null });
      this.#events.onSessionEnded();
      return;
    }
    if (code === CLOSED.fellBehind) {
      // The server is well, we were slow: what it let go of is waiting.
      this.#dial();
      return;
    }
    const delay = retryDelay(this.#failures);
    this.#failures += 1;
    this.#events.onConnection({ state: 'offline', retryAt: Date.now() + delay });
    this.#retry = setTimeout(() => this.#dial(), delay);
    if (neverGreeted) this.#events.onRefused();
  }

  #hear(text: string) {
    clearTimeout(this.#deadline);
    // Our own server's words, and their shapes are generated from its types.
    const frame = JSON.parse(text) as ServerFrame;
    if (frame.type === 'authenticated') this.#greeted();
    const isReplay = 'message' in frame && this.#isUnanswered(frame);
    if (frame.type === 'subscribed') this.#answered(frame.room_id);
    this.#events.onFrame(frame, isReplay);
    // The room was lost and is back, or its history begins anew.
    if (frame.type === 'room_added') this.catchUp(frame.room.id);
  }

  #isUnanswered(frame: Extract<ServerFrame, { message: unknown }>): boolean {
    return typeof frame.message === 'object' && this.#unanswered.has(frame.message.room_id);
  }

  #answered(room: RoomId) {
    const others = (this.#unanswered.get(room) ?? 1) - 1;
    if (others > 0) this.#unanswered.set(room, others);
    else this.#unanswered.delete(room);
  }

  #greeted() {
    this.#isLive = true;
    this.#failures = 0;
    this.#events.onConnection({ state: 'live', retryAt: null });
    for (const room of this.#rooms.keys()) this.catchUp(room);
    for (const room of this.#present) {
      this.#say({ type: 'presence', room_id: room, state: 'present' });
    }
    this.#pulse = setInterval(() => this.#feelPulse(PONG_WITHIN_MS), PING_EVERY_MS);
  }

  #feelPulse(within: number) {
    this.#pings += 1;
    this.#say({ type: 'ping', id: this.#pings });
    this.#expectSignOfLifeWithin(within);
  }

  #expectSignOfLifeWithin(milliseconds: number) {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#lost(null), milliseconds);
  }

  /** The network is back or the tab is looked at again: no time to wait politely. */
  readonly #wake = () => {
    if (this.#isLive) {
      this.#feelPulse(PONG_AFTER_WAKING_MS);
      return;
    }
    this.#hangUp();
    this.#failures = 0;
    this.#dial();
  };

  /** It may be another network that went: the connection itself shows whether it is alive. */
  readonly #doubt = () => {
    if (this.#isLive) this.#feelPulse(PONG_AFTER_WAKING_MS);
  };

  readonly #wakeIfVisible = () => {
    if (document.visibilityState === 'visible') this.#wake();
  };
}
