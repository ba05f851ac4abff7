/** Whether everybody may make rooms. Saved as it is switched, and back again if that was refused. */

import { api } from '@/api/client';
import { useAccount, useMe } from '@/api/queries';
import type { Account } from '@/api/schema';
import { Switch } from '@/ui/switch';
import { showToast } from '@/ui/toast';
import { useAccountChange } from './use-account-change';

export function RoomCreationSwitch() {
  const { settings } = useAccount();
  const me = useMe();
  const mayChange = me.role === 'administrator';
  const change = useAccountChange(
    (restrict_room_creation: boolean) =>
      api.put<Account>('/api/account', { settings: { ...settings, restrict_room_creation } }),
    () => showToast('Saved'),
  );

  return (
    <Switch
      label="Only administrators make rooms"
      hint={
        mayChange
          ? 'Everybody can still write to anybody directly.'
          : 'Only administrators can change this.'
      }
      on={change.isPending ? change.variables : settings.restrict_room_creation}
      disabled={!mayChange}
      onChange={(on) => change.mutate(on)}
    />
  );
}
