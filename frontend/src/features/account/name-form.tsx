/** What the account is called. */

import { api } from '@/api/client';
import { useAccount, useMe } from '@/api/queries';
import type { Account } from '@/api/schema';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormTrouble } from '@/ui/form-trouble';
import { showToast } from '@/ui/toast';
import { useForm } from '@/ui/use-form';
import { useKeepAccount } from './use-account-change';

export function NameForm() {
  const account = useAccount();
  const me = useMe();
  const keep = useKeepAccount();
  const mayChange = me.role === 'administrator';

  const form = useForm({
    initial: { name: account.name },
    send: async ({ name }) => {
      const changed = await api.put<Account>('/api/account', { name });
      keep(changed);
      form.reset({ name: changed.name });
      showToast('Name saved');
    },
  });

  return (
    <form {...form.formProps} className="account-name">
      <Field
        {...form.field('name')}
        label="Name"
        maxLength={100}
        readOnly={!mayChange}
        hint={mayChange ? undefined : 'Only administrators can change it.'}
      />
      <FormTrouble trouble={form.trouble} />
      {mayChange && (
        <Button
          type="submit"
          busy={form.busy}
          refused={form.values.name === account.name && 'The name is saved already.'}
        >
          Save name
        </Button>
      )}
    </form>
  );
}
