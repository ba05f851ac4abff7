/** Doing to somebody what administrators can. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { person as personOf } from '@/api/queries';
import type { TransferLink, User } from '@/api/schema';
import { showToast, showTrouble } from '@/ui/toast';
import type { Deed } from './deeds';

/** Answers with the link where one was asked for. */
export function useDeed(person: User) {
  const cache = useQueryClient();
  const address = `/api/users/${person.id}`;

  const deeds: Record<Deed, () => Promise<TransferLink | undefined>> = {
    'change-role': async () => {
      const role = person.role === 'administrator' ? 'member' : 'administrator';
      await api.put(`${address}/role`, { role });
      showToast(`${person.name} is ${role === 'member' ? 'a member' : 'an administrator'} now`);
      return undefined;
    },
    'make-link': () => api.post<TransferLink>(`${address}/transfer`),
    ban: async () => {
      await api.post(`${address}/ban`);
      showToast(`${person.name} is banned`);
      return undefined;
    },
    'lift-ban': async () => {
      await api.delete(`${address}/ban`);
      showToast(`${person.name} may come back`);
      return undefined;
    },
    remove: async () => {
      await api.delete(address);
      showToast(`${person.name} is removed`);
      return undefined;
    },
  };

  return useMutation({
    mutationFn: (deed: Deed) => deeds[deed](),
    onError: showTrouble,
    onSettled: () => {
      void cache.invalidateQueries(personOf(person.id));
      void cache.invalidateQueries({ queryKey: ['people'] });
    },
  });
}
