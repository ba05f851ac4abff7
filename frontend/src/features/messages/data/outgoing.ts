/** What I said and the server hasn't confirmed yet. */

import type { RoomId, Timestamp, UserId } from '@/api/schema';

export interface OutgoingMessage {
  /** The same in every attempt, so that however often it is sent it exists once. */
  client_message_id: string;
  room_id: RoomId;
  author_id: UserId;
  /** As the editor made it: trusted by nobody, cleaned like any other before it is shown. */
  html: string;
  state: 'pending' | 'failed';
  /** Why it was refused, as a sentence. */
  error?: string;
  created_at: Timestamp;
}
