/** Leaving, on this device. */

import { useMutation } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useSignOut } from '@/live/sign-out';
import { Button } from '@/ui/button';
import { showTrouble } from '@/ui/toast';

export function SignOutButton() {
  const signOut = useMutation({ mutationFn: useSignOut(), onError: showTrouble });
  return (
    <Button icon={<LogOut />} busy={signOut.isPending} onClick={() => signOut.mutate()}>
      Sign out
    </Button>
  );
}
