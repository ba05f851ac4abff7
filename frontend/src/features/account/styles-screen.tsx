/** CSS that administrators add to every page. */

import { Lock } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { api } from '@/api/client';
import { useAccount, useMe } from '@/api/queries';
import type { Account } from '@/api/schema';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Field } from '@/ui/field';
import { FormTrouble } from '@/ui/form-trouble';
import { Page, Panel } from '@/ui/panel';
import { showToast } from '@/ui/toast';
import { useForm } from '@/ui/use-form';
import './account-screen.css';
import { reloadCustomStyles, sizeHint } from './custom-styles';
import { useKeepAccount } from './use-account-change';

export function StylesScreen() {
  const me = useMe();
  if (me.role !== 'administrator') {
    return (
      <EmptyState icon={<Lock />} title="For administrators">
        <p>Custom styles change every page for everybody, so administrators look after them.</p>
        <Link href="/account" className="button">
          Back to the account
        </Link>
      </EmptyState>
    );
  }
  return (
    <Page title="Custom styles" className="styles-page">
      <StylesForm />
      <Panel title="What to hold on to">
        <p>
          Colours are properties of <code>:root</code>, one for each role: <code>--background</code>
          , <code>--surface</code>, <code>--text</code>, <code>--accent</code> and{' '}
          <code>--on-accent</code>, <code>--link</code>, <code>--mention</code>. For dark pages, set
          them under <code>:root[data-theme=dark]</code> and inside{' '}
          <code>@media (prefers-color-scheme: dark)</code>.
        </p>
        <pre className="styles-example">{EXAMPLE}</pre>
        <p className="field-hint">
          Styles go wrong now and then. This page can always be opened at{' '}
          <code>/account/styles</code>, and saving an empty box brings the original back.
        </p>
      </Panel>
    </Page>
  );
}

const EXAMPLE = `:root {
  --accent: seagreen;
}

.message {
  font-family: Georgia, serif;
}`;

function StylesForm() {
  const { custom_styles: saved } = useAccount();
  const keep = useKeepAccount();

  const form = useForm({
    initial: { custom_styles: saved },
    send: async (styles) => {
      const account = await api.put<Account>('/api/account/custom_styles', styles);
      keep(account);
      form.reset({ custom_styles: account.custom_styles });
      await reloadCustomStyles();
      showToast('Saved. This is how everybody sees it now.');
    },
  });
  const { custom_styles: typed } = form.values;
  const isSaved = typed === saved;

  function saveByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    void form.submit(event);
  }

  return (
    <form {...form.formProps} className="styles-form" onKeyDown={saveByKey}>
      <Field
        {...form.field('custom_styles')}
        label="CSS for every page"
        hint={sizeHint(typed)}
        rows={14}
        dir="ltr"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
      />
      <FormTrouble trouble={form.trouble} />
      <div className="styles-buttons">
        <Button
          type="submit"
          look="main"
          busy={form.busy}
          refused={isSaved && 'Everything is saved already.'}
        >
          Save styles
        </Button>
        <Button
          look="quiet"
          refused={isSaved && 'Nothing was changed since it was saved.'}
          onClick={() => form.reset({ custom_styles: saved })}
        >
          Undo my changes
        </Button>
      </div>
    </form>
  );
}
