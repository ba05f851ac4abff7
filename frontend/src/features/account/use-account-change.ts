/** Changing the account: what the server answers is the account from now on. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { whoAmI } from '@/api/queries';
import type { Account } from '@/api/schema';
import { showTrouble } from '@/ui/toast';

/** What a change of the account leaves in the cache. */
export function useKeepAccount(): (account: Account) => void {
  const cache = useQueryClient();
  return (account) =>
    cache.setQueryData(whoAmI.queryKey, (known) => known && { ...known, account });
}

export function useAccountChange<Change = void>(
  change: (change: Change) => Promise<Account>,
  onDone: () => void,
) {
  const keep = useKeepAccount();
  return useMutation({
    mutationFn: change,
    onSuccess: (account) => {
      keep(account);
      onDone();
    },
    onError: showTrouble,
  });
}
