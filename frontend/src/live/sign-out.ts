/** Leaving: by choice, or because the server ended the session. */

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { whoAmI } from '@/api/queries';
import type { UserId } from '@/api/schema';

const farewells = new Set<(person: UserId) => void>();

/** What is kept on this device for a person is cleared when they sign out of it. */
export function onSignOut(forget: (person: UserId) => void) {
  farewells.add(forget);
}

/**
 * The session is over: nothing the server said holds any longer, and asking who I am shows the way
 * in. Drafts and what waits to be sent stay, for a session can end without anyone's wish.
 */
export function sessionEnded(cache: QueryClient) {
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== whoAmI.queryKey[0] });
  void cache.resetQueries(whoAmI);
}

/** Signs this device out, and leaves nothing of mine on it. */
export function useSignOut(): () => Promise<void> {
  const cache = useQueryClient();

  return async () => {
    const me = cache.getQueryData(whoAmI.queryKey)?.user.id;
    await api.post('/api/auth/logout');
    if (me !== undefined) for (const forget of farewells) forget(me);
    sessionEnded(cache);
  };
}
