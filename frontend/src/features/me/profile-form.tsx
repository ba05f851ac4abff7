/** Name, email and bio: what others see of me, and what I sign in with. */

import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { useMe, whoAmI } from '@/api/queries';
import type { User } from '@/api/schema';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormTrouble } from '@/ui/form-trouble';
import { showToast } from '@/ui/toast';
import { useForm } from '@/ui/use-form';

const LONGEST_BIO = 200;

export function ProfileForm() {
  const me = useMe();
  const cache = useQueryClient();

  const form = useForm({
    initial: { name: me.name, email: me.email ?? '', bio: me.bio },
    send: async (profile) => {
      const user = await api.put<User>('/api/user/profile', profile);
      cache.setQueryData(whoAmI.queryKey, (known) => known && { ...known, user });
      form.reset({ name: user.name, email: user.email ?? '', bio: user.bio });
      showToast('Profile saved');
    },
  });
  const { name, email, bio } = form.values;
  const isSaved = name === me.name && email === me.email && bio === me.bio;

  return (
    <form {...form.formProps} className="me-form">
      <Field {...form.field('name')} label="Name" autoComplete="name" maxLength={100} />
      <Field
        {...form.field('email')}
        label="Email"
        hint="You sign in with it. Only administrators see it."
        type="email"
        dir="ltr"
        autoComplete="email"
        autoCapitalize="off"
      />
      <Field
        {...form.field('bio')}
        label="Bio"
        rows={3}
        hint={bioHint(bio)}
        maxLength={LONGEST_BIO}
      />
      <FormTrouble trouble={form.trouble} />
      <Button
        type="submit"
        look="main"
        busy={form.busy}
        refused={isSaved && 'Everything is saved already.'}
      >
        Save profile
      </Button>
    </form>
  );
}

/** How much room is left, once it is in sight. */
function bioHint(bio: string): string {
  const left = LONGEST_BIO - [...bio].length;
  if (left > 50) return 'What you do, when you are around, what to ask you about.';
  return left === 1 ? 'One character left' : `${left} characters left`;
}
