/** What was said in a room, from the newest up; or around the message that a link led to. */

import { DoorClosed, Unplug } from 'lucide-react';
import { Link } from 'wouter';
import type { MessageId, RoomId } from '@/api/schema';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { useTimeline } from '../data/use-timeline';
import './message-list.css';
import { ListSkeleton } from './list-skeleton';
import { LoadedList } from './loaded-list';

type MessageListProps = {
  roomId: RoomId;
  /** The message that a link leads to: the list opens around it. */
  around?: MessageId | undefined;
};

export function MessageList({ roomId, around }: MessageListProps) {
  const timeline = useTimeline(roomId, around);
  switch (timeline.state) {
    case 'loading':
      return <ListSkeleton />;
    case 'ready':
      // Another room, or another place in this one, is another list.
      return (
        <LoadedList
          key={`${roomId} ${around ?? ''}`}
          roomId={roomId}
          around={around}
          timeline={timeline}
        />
      );
    case 'gone':
      return (
        <EmptyState icon={<DoorClosed />} title="This room isn’t here">
          <p>It was deleted, or you aren’t in it any more.</p>
          <Link href="/" className="button button-main">
            Go to my rooms
          </Link>
        </EmptyState>
      );
    case 'failed':
      return (
        <EmptyState icon={<Unplug />} title="The messages couldn’t be loaded">
          <p>Check your connection, then try again.</p>
          <Button look="main" onClick={timeline.retry}>
            Try again
          </Button>
        </EmptyState>
      );
  }
}
