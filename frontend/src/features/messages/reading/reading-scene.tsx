/** The scene of this folder's tests: somebody who reads, and others who have said something. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactElement, ReactNode } from 'react';
import { ACCOUNT, ADA, messageOf } from '@/api/examples';
import { rooms, sounds, whoAmI } from '@/api/queries';
import type { Boost, Sound, User } from '@/api/schema';

export const BEN: User = { ...ADA, id: 2, name: 'Ben', bio: 'Tends the servers', initials: 'B' };

export const BELL: Sound = { name: 'bell', url: '/bell.mp3', text: '🔔', image_url: null };

export function boostOf(id: number, booster: User, content: string): Boost {
  const created_at = messageOf(1).created_at;
  return { id, message_id: 1, booster_id: booster.id, booster, content, created_at };
}

/** Shows something as Ada sees it. */
export function renderForAda(shown: ReactElement) {
  const cache = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  cache.setQueryData(whoAmI.queryKey, {
    user: ADA,
    account: ACCOUNT,
  });
  cache.setQueryData(rooms.queryKey, []);
  cache.setQueryData(sounds.queryKey, [BELL]);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={cache}>{children}</QueryClientProvider>
  );
  return render(shown, { wrapper });
}
