/**
 * Somebody follows a transfer link. Looking at it changes nothing (mail programs look at links);
 * this page then signs in. Whoever is signed in here already is asked first.
 */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { ApiError, api } from '@/api/client';
import { whoAmI } from '@/api/queries';
import { Button } from '@/ui/button';
import { FormTrouble } from '@/ui/form-trouble';
import { Spinner } from '@/ui/spinner';
import { EntryPage } from './entry-page';
import { useArrive } from './use-arrive';

export function TransferScreen({ token }: { token: string }) {
  const me = useQuery(whoAmI);
  const follow = useFollowTransferLink(token);
  const { mutate, isIdle } = follow;

  useEffect(() => {
    // Once, however often one is found to be a stranger: each time would be another session.
    if (me.isError && isIdle) mutate();
  }, [me.isError, isIdle, mutate]);

  if (follow.error) {
    return (
      <EntryPage title="This link doesn’t work">
        <FormTrouble trouble={{ cause: follow.error, at: follow.submittedAt }} />
        <p className="entry-notes">
          A sign-in link works for four hours. On the device where you are signed in, open your
          profile to make a new one, or ask an administrator for one.
        </p>
        {follow.error instanceof ApiError && follow.error.isPassing ? (
          <Button look="main" onClick={() => follow.mutate()}>
            Try again
          </Button>
        ) : (
          <Link href="/" replace className="button">
            Sign in with your password
          </Link>
        )}
      </EntryPage>
    );
  }
  if (me.data && isIdle) {
    return (
      <EntryPage
        title="Change who is signed in?"
        lead={`You are signed in as ${me.data.user.name}. This link signs its owner in instead.`}
      >
        <div className="entry-form">
          <Link href="/" replace className="button button-main">
            Stay signed in as {me.data.user.name}
          </Link>
          <Button onClick={() => follow.mutate()}>Follow the link</Button>
        </div>
      </EntryPage>
    );
  }
  return (
    <EntryPage title="Signing you in">
      <p className="entry-notes">
        <Spinner label="Signing in" />
      </p>
    </EntryPage>
  );
}

function useFollowTransferLink(token: string) {
  const cache = useQueryClient();
  const arrive = useArrive();
  const [, navigate] = useLocation();

  return useMutation({
    mutationFn: () => api.put('/api/auth/transfer', { token }),
    onSuccess: async () => {
      // What somebody else was told on this device doesn't hold for this person.
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== whoAmI.queryKey[0] });
      await arrive();
      // Out of the address bar, and out of the history: whoever reads the link could use it, too.
      navigate('/', { replace: true });
    },
  });
}
