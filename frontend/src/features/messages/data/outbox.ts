/**
 * What I said and the server hasn't confirmed: kept on this device until it has, so that neither a
 * dead network nor a closed tab loses a word. `courier.ts` carries it.
 */

import { create } from 'zustand';
import type { UserId } from '@/api/schema';
import { onSignOut } from '@/live/sign-out';
import { keptRecords } from './kept-records';
import type { OutgoingMessage } from './outgoing';

interface Outbox {
  /** In the order in which they were said. */
  messages: readonly OutgoingMessage[];
}

const kept = keptRecords<OutgoingMessage>('outbox');

function load(): Outbox {
  return { messages: kept.all().sort((a, b) => a.created_at.localeCompare(b.created_at)) };
}

export const outboxStore = create<Outbox>(load);

/** Reads it anew from where it is kept, as a fresh page does. */
export function reloadOutbox() {
  outboxStore.setState(load());
}

/** One person's messages that are to be sent. */
export function pendingOf(author: UserId): readonly OutgoingMessage[] {
  const { messages } = outboxStore.getState();
  return messages.filter(({ author_id, state }) => author_id === author && state === 'pending');
}

/** Puts a message into the outbox; the courier must be told. */
export function enqueue(message: OutgoingMessage) {
  kept.set(message.client_message_id, message);
  outboxStore.setState(({ messages }) => ({ messages: [...messages, message] }));
}

/** The server has it, or its author doesn't want it any more. */
export function forget(id: string) {
  kept.delete(id);
  outboxStore.setState(({ messages }) => ({
    messages: messages.filter(({ client_message_id }) => client_message_id !== id),
  }));
}

/** It can't be sent, for a reason that trying again won't change by itself. */
export function markFailed(id: string, error: string) {
  change(id, (message) => ({ ...message, state: 'failed', error }));
}

/** Back in the queue, under the same id. */
export function revive(id: string) {
  change(id, ({ error: _, ...message }) => ({ ...message, state: 'pending' }));
}

function change(id: string, edit: (message: OutgoingMessage) => OutgoingMessage) {
  outboxStore.setState(({ messages }) => ({
    messages: messages.map((message) => {
      if (message.client_message_id !== id) return message;
      const next = edit(message);
      kept.set(id, next);
      return next;
    }),
  }));
}

onSignOut((person) => {
  const { messages } = outboxStore.getState();
  for (const { author_id, client_message_id } of messages) {
    if (author_id === person) forget(client_message_id);
  }
});
