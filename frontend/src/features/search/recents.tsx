/** Before anything is looked for: what was looked for lately, or how to look. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { History, Search } from 'lucide-react';
import { useState } from 'react';
import { api } from '@/api/client';
import { recentSearches } from '@/api/queries';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { EmptyState } from '@/ui/empty-state';
import { Spinner } from '@/ui/spinner';
import { showTrouble } from '@/ui/toast';

export function Recents({ onLook }: { onLook: (words: string) => void }) {
  const recents = useQuery(recentSearches);
  const [asks, setAsks] = useState(false);
  const forget = useForgetSearches();

  if (recents.isLoading) return <Spinner />;
  if (!recents.data?.length) return <HowToLook />;
  return (
    <section className="recents" aria-labelledby="recents-title">
      <header>
        <h2 id="recents-title">Lately</h2>
        <Button look="quiet" onClick={() => setAsks(true)}>
          Forget these
        </Button>
      </header>
      <ul>
        {recents.data.map(({ query }) => (
          <li key={query}>
            <button type="button" className="recent" onClick={() => onLook(query)}>
              <History />
              <span dir="auto">{query}</span>
            </button>
          </li>
        ))}
      </ul>
      {asks && (
        <Confirm
          title="Forget your searches?"
          action="Forget them"
          busy={forget.isPending}
          onConfirm={() => forget.mutate(undefined, { onSettled: () => setAsks(false) })}
          onCancel={() => setAsks(false)}
        >
          <p>The list of what you looked for is emptied on all your devices.</p>
        </Confirm>
      )}
    </section>
  );
}

function HowToLook() {
  return (
    <EmptyState icon={<Search />} title="Find what was said">
      <p>
        Type some words: messages that hold all of them are found, in all your rooms. “Run” also
        finds “running”.
      </p>
      <p>Put quotes around words that belong together: "all hands meeting".</p>
    </EmptyState>
  );
}

function useForgetSearches() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/api/searches'),
    onSuccess: () => cache.setQueryData(recentSearches.queryKey, []),
    onError: showTrouble,
  });
}
