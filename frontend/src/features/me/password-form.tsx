/** A new password. Whoever changes it proves to know the old one, and signs out everywhere else. */

import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { devices, useMe } from '@/api/queries';
import { Button } from '@/ui/button';
import { FormTrouble } from '@/ui/form-trouble';
import { PasswordField, passwordComplaint } from '@/ui/password-field';
import { showToast } from '@/ui/toast';
import { useForm } from '@/ui/use-form';

const BLANK = { current_password: '', password: '' };

export function PasswordForm() {
  const me = useMe();
  const cache = useQueryClient();

  const form = useForm({
    initial: BLANK,
    check: ({ current_password, password }) => ({
      current_password: current_password ? undefined : 'Enter the password you have now.',
      password: passwordComplaint(password),
    }),
    send: async (change) => {
      await api.put('/api/user/profile', change);
      void cache.invalidateQueries(devices);
      form.reset(BLANK);
      showToast('Password changed. Your other devices are signed out.');
    },
  });

  return (
    <form {...form.formProps} className="me-form">
      {/* So that password managers know whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={me.email ?? ''} />
      <PasswordField {...form.field('current_password')} label="Current password" />
      <PasswordField {...form.field('password')} label="New password" isNew />
      <p className="field-hint">Changing it signs out your other devices.</p>
      <FormTrouble trouble={form.trouble} />
      <Button type="submit" busy={form.busy}>
        Change password
      </Button>
    </form>
  );
}
