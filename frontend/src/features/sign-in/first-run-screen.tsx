/** The first person makes the account, and is its administrator. */

import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { ApiError, api } from '@/api/client';
import { setupState } from '@/api/queries';
import { Field } from '@/ui/field';
import { useForm } from '@/ui/use-form';
import { newcomerComplaints } from './checks';
import { EntryPage } from './entry-page';
import { NameTag } from './name-tag';
import { useArrive } from './use-arrive';

export function FirstRunScreen() {
  const arrive = useArrive();
  const cache = useQueryClient();

  const form = useForm({
    initial: { name: '', email: '', password: '', account_name: '' },
    check: newcomerComplaints,
    send: async ({ account_name, ...administrator }) => {
      await api.post('/api/setup', { ...administrator, account_name: account_name.trim() || null });
      cache.setQueryData(setupState.queryKey, { needs_setup: false });
      await arrive();
    },
  });
  const cause = form.trouble?.cause;
  const somebodyWasFaster = cause instanceof ApiError && cause.code === 'conflict';

  return (
    <EntryPage
      title="Light the fire"
      lead="This Campfire is new. You are its first person and its administrator; you can invite the others in a minute."
    >
      <NameTag form={form} action="Light the fire">
        <Field
          {...form.field('account_name')}
          label="What is this place called?"
          hint="Your company, club or family. You can change it later."
          placeholder="Campfire"
          autoComplete="organization"
          maxLength={100}
        />
        {somebodyWasFaster && (
          <p>
            <Link href="/sign-in">Sign in instead</Link>
          </p>
        )}
      </NameTag>
    </EntryPage>
  );
}
