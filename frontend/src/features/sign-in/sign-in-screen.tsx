/** Email and password. Where one goes then, the gate remembers. */

import { useState } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';
import { api } from '@/api/client';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { Field } from '@/ui/field';
import { FormTrouble } from '@/ui/form-trouble';
import { PasswordField } from '@/ui/password-field';
import { useForm } from '@/ui/use-form';
import { emailComplaint } from './checks';
import { EntryPage } from './entry-page';
import { useArrive } from './use-arrive';

export function SignInScreen() {
  const arrive = useArrive();
  // Whoever tried to join with an address that is known here has typed it already.
  const known = useHistoryState<{ email?: string } | null>()?.email ?? '';
  const [shakes, setShakes] = useState(false);

  const form = useForm({
    initial: { email: known, password: '' },
    check: ({ email, password }) => ({
      email: emailComplaint(email),
      password: password ? undefined : 'Enter your password.',
    }),
    send: async (credentials) => {
      await api.post('/api/auth/login', credentials);
      await arrive();
    },
    onRefused: () => {
      setShakes(true);
      // Mostly it is the password that was wrong: the next key replaces it.
      const password = form.formProps.ref.current?.querySelector<HTMLInputElement>('#password');
      password?.focus();
      password?.select();
    },
  });

  return (
    <EntryPage title="Welcome back">
      <form
        {...form.formProps}
        className={classNames('entry-form', 'entry-card', shakes && 'entry-shakes')}
        onAnimationEnd={() => setShakes(false)}
      >
        <Field
          {...form.field('email')}
          id="email"
          label="Email"
          type="email"
          dir="ltr"
          autoComplete="username"
          autoCapitalize="off"
          autoFocus={!known}
        />
        <PasswordField
          {...form.field('password')}
          id="password"
          label="Password"
          autoFocus={Boolean(known)}
        />
        <FormTrouble trouble={form.trouble} />
        <Button type="submit" look="main" busy={form.busy}>
          Sign in
        </Button>
      </form>
      <div className="entry-notes">
        <p>Lost your password? Ask an administrator for a sign-in link.</p>
        <p>New here? Open the join link that somebody inside sent you.</p>
      </div>
    </EntryPage>
  );
}
