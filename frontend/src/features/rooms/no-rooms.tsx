/** Somebody without any room: how one gets into one. */

import { MessagesSquare } from 'lucide-react';
import { Link } from 'wouter';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/panel';
import { useMayCreateRooms } from './use-may-create-rooms';

export function NoRooms() {
  const { refused } = useMayCreateRooms();
  return (
    <Page title="Welcome">
      <EmptyState icon={<MessagesSquare />} title="You are in no room yet">
        <p>
          {refused ??
            'Rooms are where conversations happen. Make one, or write to somebody directly.'}
        </p>
        <Link href="/directs/new" className="button button-main">
          Write to somebody
        </Link>
        {!refused && (
          <Link href="/rooms/new" className="button">
            Make a room
          </Link>
        )}
      </EmptyState>
    </Page>
  );
}
