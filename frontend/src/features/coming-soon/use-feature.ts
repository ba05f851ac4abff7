/** Whether this server has something that isn't there yet; strangers, who can't know, hear no. */

import { useQuery } from '@tanstack/react-query';
import { whoAmI } from '@/api/queries';
import type { Features } from '@/api/schema';

type Switch = 'files_enabled' | 'avatars_enabled';

export function useFeature(name: Switch & keyof Features): boolean {
  // Whoever is signed in was asked for at the gate; here nothing is asked.
  return useQuery({ ...whoAmI, enabled: false }).data?.account.features[name] ?? false;
}
