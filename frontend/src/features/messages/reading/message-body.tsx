/** What a message says, without who said it: in the room, in search results, in quotes. */

import type { Message } from '@/api/schema';
import './message-body.css';
import { RichText } from './rich-text';
import { SoundRow } from './sound-row';

type MessageBodyProps = {
  message: Pick<Message, 'html' | 'sound' | 'emoji_only' | 'client_message_id'>;
};

export function MessageBody({ message }: MessageBodyProps) {
  if (message.sound) {
    return <SoundRow sound={message.sound} playerKey={message.client_message_id} />;
  }
  return (
    <div className={message.emoji_only ? 'message-body message-body-emoji' : 'message-body'}>
      <RichText html={message.html} />
    </div>
  );
}
