/** Somebody follows a join link. What the account is called, they learn inside. */

import { useState } from 'react';
import { Link } from 'wouter';
import { ApiError, api } from '@/api/client';
import { useForm } from '@/ui/use-form';
import { newcomerComplaints } from './checks';
import { EntryPage } from './entry-page';
import { NameTag } from './name-tag';
import { useArrive } from './use-arrive';

export function JoinScreen({ code }: { code: string }) {
  const arrive = useArrive();
  const [known, setKnown] = useState<string>();

  const form = useForm({
    initial: { name: '', email: '', password: '' },
    check: newcomerComplaints,
    send: async (newcomer) => {
      setKnown(undefined);
      await api.post('/api/auth/register', { ...newcomer, join_code: code });
      await arrive();
    },
    onRefused: (cause) => {
      // The shape of the address was right: it is taken, most likely by the same person.
      if (cause instanceof ApiError && cause.field === 'email') setKnown(form.values.email);
    },
  });

  return (
    <EntryPage title="Come closer" lead="You have a join link. Say who you are, and you are in.">
      <NameTag form={form} action="Join">
        {known && (
          <p>
            Is it yours?{' '}
            <Link href="/sign-in" state={{ email: known }}>
              Sign in instead
            </Link>
          </p>
        )}
      </NameTag>
      <p className="entry-notes">
        <span>
          Already around the fire? <Link href="/sign-in">Sign in</Link>
        </span>
      </p>
    </EntryPage>
  );
}
