/** A room: its header, what was said, and where to say more. */

import { useRooms } from '@/api/queries';
import type { MessageId, RoomId } from '@/api/schema';
import { FileDropZone } from '@/features/coming-soon/file-drop-zone';
import { PaperClip } from '@/features/coming-soon/paper-clip';
import { MessageList } from '@/features/messages/reading/message-list';
import { TypingIndicator } from '@/features/messages/reading/typing-indicator';
import { useEditLast } from '@/features/messages/reading/use-edit-last';
import { Composer } from '@/features/messages/writing/composer';
import { RoomHeader } from '@/features/rooms/room-header';
import { usePresenceIn } from '@/live/use-presence';
import { usePainted } from '@/ui/use-painted';
import './room-page.css';

type RoomPageProps = { roomId: RoomId; around?: MessageId | undefined };

export function RoomPage({ roomId, around }: RoomPageProps) {
  // What was said comes first; the editor, which is heavy, right after it.
  const writesIn = usePainted(roomId);
  const room = useRooms()?.find(({ id }) => id === writesIn);
  const editLast = useEditLast(writesIn);
  usePresenceIn(roomId);
  return (
    <FileDropZone>
      <div className="room-page">
        <RoomHeader roomId={roomId} />
        <MessageList roomId={roomId} around={around} />
        {room && (
          <div>
            <TypingIndicator roomId={roomId} />
            <Composer
              key={writesIn}
              roomId={writesIn}
              roomName={room.name}
              onEditLast={editLast}
              attach={<PaperClip />}
            />
          </div>
        )}
      </div>
    </FileDropZone>
  );
}
