/** Whether I may make open and closed rooms; `refused` says why not. */

import { useAccount, useMe } from '@/api/queries';

export function useMayCreateRooms(): { refused: string | undefined } {
  const me = useMe();
  const { settings } = useAccount();
  const may = me.role === 'administrator' || !settings.restrict_room_creation;
  return { refused: may ? undefined : 'Only administrators make rooms here. Ask one of them.' };
}
