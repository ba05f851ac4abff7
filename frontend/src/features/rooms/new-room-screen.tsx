/** Making a room. */

import { useQueryClient } from '@tanstack/react-query';
import { Lock, Plus } from 'lucide-react';
import { useLocation } from 'wouter';
import { api } from '@/api/client';
import { fileRoom } from '@/api/known-rooms';
import { room as roomOf } from '@/api/queries';
import type { Room } from '@/api/schema';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/panel';
import type { RoomDraft } from './room-change';
import { RoomForm } from './room-form';
import { useMayCreateRooms } from './use-may-create-rooms';

const EMPTY: RoomDraft = { name: '', open: true, members: new Set() };

export function NewRoomScreen() {
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const { refused } = useMayCreateRooms();

  async function create({ name, open, members }: RoomDraft) {
    const room = await api.post<Room>('/api/rooms', {
      name,
      room_type: open ? 'open' : 'closed',
      initial_members: open ? [] : [...members],
    });
    fileRoom(cache, room);
    cache.setQueryData(roomOf(room.id).queryKey, room);
    navigate(`/rooms/${room.id}`);
  }

  return (
    <Page title="New room">
      {refused ? (
        <EmptyState icon={<Lock />} title="Rooms are made by administrators here">
          <p>{refused} Directs are free for everybody.</p>
        </EmptyState>
      ) : (
        <RoomForm
          title="What is it about?"
          initial={EMPTY}
          action="Make the room"
          icon={<Plus />}
          onSave={create}
        />
      )}
    </Page>
  );
}
