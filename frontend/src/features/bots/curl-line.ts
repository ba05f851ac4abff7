/** A line for the shell that makes a bot speak. */

import type { RoomId } from '@/api/schema';

export function curlLine(server: string, room: RoomId, key: string): string {
  return `curl -d 'Hello!' ${server}/rooms/${room}/${key}/messages`;
}
