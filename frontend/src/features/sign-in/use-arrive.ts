/** Coming in, whichever door it was. */

import { useQueryClient } from '@tanstack/react-query';
import { whoAmI } from '@/api/queries';

/** Signed in just now: asks who one is. The doors then open by themselves (`app/sign-in-gate.tsx`). */
export function useArrive(): () => Promise<unknown> {
  const cache = useQueryClient();
  return () => cache.fetchQuery({ ...whoAmI, staleTime: 0 });
}
