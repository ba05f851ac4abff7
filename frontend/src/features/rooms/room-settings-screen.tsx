/** Soon. */

import type { RoomId } from '@/api/schema';

export function RoomSettingsScreen(_props: { roomId: RoomId }) {
  return null;
}
