/** This device's notifications, as they are and as one wants them. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { pushDevices } from '@/api/push';
import { showTrouble } from '@/ui/toast';
import { asKnown, askThisBrowser, deviceState, turnOff, turnOn } from './this-device';

const ABILITIES = { queryKey: ['this-browser'], queryFn: askThisBrowser, staleTime: 0 };

export function useThisDevice() {
  const cache = useQueryClient();
  const { data: browser } = useQuery(ABILITIES);
  const { data: known } = useQuery(pushDevices);

  useEffect(() => {
    // It may have been allowed or blocked in the browser's own settings meanwhile.
    const lookAgain = () => void cache.invalidateQueries({ queryKey: ABILITIES.queryKey });
    document.addEventListener('visibilitychange', lookAgain);
    return () => document.removeEventListener('visibilitychange', lookAgain);
  }, [cache]);

  const turn = useMutation({
    mutationFn: (on: boolean) => (on ? turnOn() : turnOff()),
    onError: showTrouble,
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ABILITIES.queryKey });
      void cache.invalidateQueries(pushDevices);
    },
  });

  return {
    state: browser && known && deviceState(asKnown(browser, known)),
    endpoint: browser?.endpoint ?? null,
    turn: turn.mutate,
    isTurning: turn.isPending,
  };
}
