/** `/`: on to the room one was in last, or the first there is. */

import { Redirect } from 'wouter';
import { useRooms } from '@/api/queries';
import { firstRoom, lastRoom } from '@/features/rooms/last-room';
import { NoRooms } from '@/features/rooms/no-rooms';
import { Spinner } from '@/ui/spinner';

export function Landing() {
  const rooms = useRooms();
  if (!rooms) return <Spinner label="Looking for your rooms" />;
  const room = rooms.find(({ id }) => id === lastRoom()) ?? firstRoom(rooms);
  return room ? <Redirect to={`/rooms/${room.id}`} replace /> : <NoRooms />;
}
