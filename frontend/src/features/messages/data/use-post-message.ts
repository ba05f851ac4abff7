/** Saying something: it is on screen at once, and sent until the server has it. */

import { useMe } from '@/api/queries';
import type { RoomId } from '@/api/schema';
import { useCourier } from './courier-context';
import { enqueue, forget, revive } from './outbox';

/** Says something in a room. Each call is one message, however often it has to be sent. */
export function usePostMessage(room: RoomId): (html: string) => void {
  const me = useMe();
  const courier = useCourier();

  return (html) => {
    enqueue({
      client_message_id: newId(),
      room_id: room,
      author_id: me.id,
      html,
      state: 'pending',
      created_at: new Date().toISOString(),
    });
    courier.collect();
  };
}

export interface OutboxActions {
  /** Tries again, under the same id. */
  retry(id: string): void;
  /** Takes back what was never sent. */
  discard(id: string): void;
}

export function useOutbox(): OutboxActions {
  const courier = useCourier();

  return {
    retry(id) {
      revive(id);
      courier.collect();
    },
    discard: forget,
  };
}

/** `crypto.randomUUID` is missing where the page came over plain http from another machine. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
