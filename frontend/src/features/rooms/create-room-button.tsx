/** The "+" beside the rooms. Where only administrators make rooms, it says so to everybody else. */

import { Plus } from 'lucide-react';
import { useLocation } from 'wouter';
import { IconButton } from '@/ui/icon-button';
import { showToast } from '@/ui/toast';
import { useMayCreateRooms } from './use-may-create-rooms';

export function CreateRoomButton() {
  const [, navigate] = useLocation();
  const { refused } = useMayCreateRooms();

  return (
    <IconButton
      name="New room"
      data-testid="create-room"
      aria-disabled={refused ? true : undefined}
      title={refused ?? 'New room'}
      onClick={() => (refused ? showToast(refused) : navigate('/rooms/new'))}
    >
      <Plus />
    </IconButton>
  );
}
