/** What newcomers fill in: a name tag on its lanyard, that shows the name as it is typed. */

import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormTrouble } from '@/ui/form-trouble';
import { PasswordField } from '@/ui/password-field';
import type { Form } from '@/ui/use-form';
import type { Newcomer } from './checks';
import './name-tag.css';

type NameTagProps<Values extends Newcomer> = {
  form: Form<Values>;
  /** What the button does. */
  action: string;
  /** More fields, and what helps after a refusal. */
  children?: ReactNode;
};

export function NameTag<Values extends Newcomer>(props: NameTagProps<Values>) {
  const { form, action, children } = props;
  return (
    <form {...form.formProps} className="name-tag">
      {/* Two straps and a clip. */}
      <span className="lanyard" aria-hidden="true">
        <i />
      </span>
      {/* The field below says the same to screen readers. */}
      <div className="name-tag-band" aria-hidden="true">
        <span>Hello, I’m</span>
        <strong dir="auto">{form.values.name.trim() || '…'}</strong>
      </div>
      <div className="entry-form name-tag-fields">
        <Field
          {...form.field('name')}
          label="Your name"
          autoComplete="name"
          maxLength={100}
          autoFocus
        />
        <Field
          {...form.field('email')}
          id="email"
          label="Email"
          hint="You sign in with it. Only administrators see it."
          type="email"
          dir="ltr"
          autoComplete="username"
          autoCapitalize="off"
        />
        <PasswordField {...form.field('password')} id="password" label="Password" isNew />
        {children}
        <FormTrouble trouble={form.trouble} />
        <Button type="submit" look="main" busy={form.busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
