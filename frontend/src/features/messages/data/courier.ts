/** Carries one person's outbox to the server: each room in order, passing failures again. */

import { ApiError, api } from '@/api/client';
import type { Message, NewMessage, RoomId, UserId } from '@/api/schema';
import { forget, markFailed, pendingOf } from './outbox';
import type { OutgoingMessage } from './outgoing';

/** Waits between attempts. After the last one it is the person's turn. */
const ATTEMPTS_AFTER_MS = [1_000, 2_000, 4_000, 8_000, 16_000];

/** A request that hangs on a dead network is worth no more patience than this. */
const ANSWER_WITHIN_MS = 20_000;

export class Courier {
  readonly #author: UserId;
  readonly #onConfirmed: (message: Message) => void;
  readonly #rooms = new Set<RoomId>();
  readonly #waits = new Set<() => void>();
  #isOff = true;

  constructor(author: UserId, onConfirmed: (message: Message) => void) {
    this.#author = author;
    this.#onConfirmed = onConfirmed;
  }

  start() {
    this.#isOff = false;
    this.collect();
  }

  stop() {
    this.#isOff = true;
    this.hurry();
  }

  /** Sends what is pending and isn't being sent already. */
  collect() {
    for (const { room_id } of pendingOf(this.#author)) void this.#serve(room_id);
  }

  /** The network is back: whoever waits to try again does so now. */
  hurry() {
    for (const end of this.#waits) end();
  }

  async #serve(room: RoomId) {
    if (this.#rooms.has(room)) return;
    this.#rooms.add(room);
    try {
      for (let next = this.#next(room); next; next = this.#next(room)) await this.#deliver(next);
    } finally {
      this.#rooms.delete(room);
    }
  }

  #next(room: RoomId): OutgoingMessage | undefined {
    if (this.#isOff) return undefined;
    return pendingOf(this.#author).find(({ room_id }) => room_id === room);
  }

  async #deliver({ client_message_id, room_id, html }: OutgoingMessage) {
    const body: NewMessage = { client_message_id, content: html, content_type: 'text/html' };
    for (let attempt = 0; this.#isWanted(client_message_id); attempt += 1) {
      try {
        const patience = AbortSignal.timeout(ANSWER_WITHIN_MS);
        this.#onConfirmed(await api.post(`/api/rooms/${room_id}/messages`, body, patience));
        forget(client_message_id);
        return;
      } catch (cause) {
        const wait = ATTEMPTS_AFTER_MS[attempt];
        if (wait === undefined || !isPassing(cause)) {
          markFailed(client_message_id, sentenceOf(cause));
          return;
        }
        const wasHurried = await this.#pause(Math.max(wait, retryAfterMs(cause)));
        if (wasHurried) attempt = -1;
      }
    }
  }

  #isWanted(id: string): boolean {
    return !this.#isOff && pendingOf(this.#author).some((known) => known.client_message_id === id);
  }

  /** Waits; says whether it was cut short. */
  #pause(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (wasHurried: boolean) => {
        clearTimeout(timer);
        this.#waits.delete(hurried);
        resolve(wasHurried);
      };
      const hurried = () => end(true);
      const timer = setTimeout(() => end(false), milliseconds);
      this.#waits.add(hurried);
    });
  }
}

/** Without an answer nobody knows whether it was heard: the same id makes trying again safe. */
function isPassing(cause: unknown): boolean {
  return !(cause instanceof ApiError) || cause.isPassing;
}

function retryAfterMs(cause: unknown): number {
  return cause instanceof ApiError ? (cause.retryAfterSeconds ?? 0) * 1_000 : 0;
}

function sentenceOf(cause: unknown): string {
  if (cause instanceof ApiError) return cause.message;
  return "The server didn't answer. Check your connection and try again.";
}
