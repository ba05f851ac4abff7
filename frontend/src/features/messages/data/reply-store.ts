/** Answering somebody by quoting them: reading asks for it here, the composer of the room takes it up. */

import { create } from 'zustand';
import type { Message } from '@/api/schema';

interface Reply {
  /** What shall be quoted next; taken up at once by the composer of its room. */
  wanted: Message | null;
}

export const useReply = create<Reply>(() => ({ wanted: null }));

/** Quotes a message in the composer of its room, and puts the caret below the quote. */
export function replyTo(message: Message) {
  useReply.setState({ wanted: message });
}

/** The composer has it. */
export function replyTaken() {
  useReply.setState({ wanted: null });
}
