/** The link that lets people in: everybody may pass it on, administrators replace it. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { api } from '@/api/client';
import { joinLink, useAccount, useMe } from '@/api/queries';
import type { Account } from '@/api/schema';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { LinkBox } from '@/ui/link-box';
import { showToast } from '@/ui/toast';
import { useAccountChange } from './use-account-change';

export function JoinLink() {
  const { name, join_code } = useAccount();
  const me = useMe();
  const [asks, setAsks] = useState(false);
  const replace = useReplaceJoinCode();
  const refused = me.role !== 'administrator' && 'Only administrators can replace the join link.';
  const picture = useQuery(joinLink(join_code));

  return (
    <>
      <LinkBox
        label="Join link"
        value={picture.data?.url ?? `${window.location.origin}/join/${join_code}`}
        qrSvg={picture.data?.qr_svg}
        shareTitle={`Join ${name} on Campfire`}
        hint="Whoever opens it can join, and is then in every open room."
      />
      <div className="join-link-replace">
        <Button icon={<RefreshCw />} refused={refused} onClick={() => setAsks(true)}>
          Replace the link
        </Button>
        {refused && <p className="field-hint">{refused}</p>}
      </div>
      {asks && (
        <Confirm
          title="Replace the join link?"
          action="Replace the link"
          busy={replace.isPending}
          onCancel={() => setAsks(false)}
          onConfirm={() => replace.mutate(undefined, { onSettled: () => setAsks(false) })}
        >
          <p>
            The old link stops working at once, wherever it was sent or printed. Nobody who joined
            already is affected.
          </p>
        </Confirm>
      )}
    </>
  );
}

function useReplaceJoinCode() {
  const cache = useQueryClient();
  return useAccountChange(
    async () => {
      const account = await api.post<Account>('/api/account/join_code');
      await cache.prefetchQuery(joinLink(account.join_code));
      return account;
    },
    () => showToast('The old link doesn’t work any more'),
  );
}
