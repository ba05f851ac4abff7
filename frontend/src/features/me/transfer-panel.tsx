/** A link that signs me in on another device, made when it is asked for. */

import { useMutation } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { api } from '@/api/client';
import type { TransferLink } from '@/api/schema';
import { Button } from '@/ui/button';
import { showTrouble } from '@/ui/toast';
import { TransferLinkBox } from '@/ui/transfer-link-box';

export function TransferPanel() {
  const make = useMutation({
    mutationFn: () => api.post<TransferLink>('/api/auth/transfer'),
    onError: showTrouble,
  });

  if (make.data) {
    return (
      <TransferLinkBox
        link={make.data}
        warning="Whoever opens it is signed in as you: show it to nobody else."
      />
    );
  }
  return (
    <>
      <p>
        Point your phone at a code, or open a link on another computer, and you are signed in there
        without typing a password.
      </p>
      <div>
        <Button icon={<Smartphone />} busy={make.isPending} onClick={() => make.mutate()}>
          Make a sign-in link
        </Button>
      </div>
    </>
  );
}
