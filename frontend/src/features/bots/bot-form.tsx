/** A bot's name and its webhook, for a new one or one there is. */

import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { bots } from '@/api/queries';
import type { Bot, BotWithKey } from '@/api/schema';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormTrouble } from '@/ui/form-trouble';
import { Panel } from '@/ui/panel';
import { showToast } from '@/ui/toast';
import { useForm } from '@/ui/use-form';

type BotFormProps = {
  /** None yet: a new one. */
  bot?: Bot;
  /** With its key, if it was made just now. */
  onDone: (made?: BotWithKey) => void;
  onCancel: () => void;
};

export function BotForm({ bot, onDone, onCancel }: BotFormProps) {
  const cache = useQueryClient();

  const form = useForm({
    initial: { name: bot?.name ?? '', webhook_url: bot?.webhook_url ?? '' },
    check: ({ name, webhook_url }) => ({
      name: name.trim() ? undefined : 'Give the bot a name.',
      webhook_url: webhookComplaint(webhook_url),
    }),
    send: async (values) => {
      const made = bot
        ? await change(bot, values)
        : await api.post<BotWithKey>('/api/bots', values);
      await cache.invalidateQueries(bots);
      onDone(made);
    },
  });

  return (
    <form {...form.formProps} className="bot-form">
      <Panel title={bot ? `Change ${bot.name}` : 'New bot'}>
        <Field
          {...form.field('name')}
          label="Name"
          hint="As it stands beside what the bot says."
          maxLength={100}
          autoComplete="off"
          autoFocus
        />
        <Field
          {...form.field('webhook_url')}
          label="Webhook address, if it listens"
          hint="Called whenever somebody names the bot or writes to it. What it answers, the bot says."
          type="url"
          dir="ltr"
          placeholder="https://example.com/campfire"
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
        />
        <FormTrouble trouble={form.trouble} />
        <div className="bot-buttons">
          <Button type="submit" look="main" busy={form.busy}>
            {bot ? 'Save bot' : 'Make bot'}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </Panel>
    </form>
  );
}

async function change(bot: Bot, values: { name: string; webhook_url: string }): Promise<undefined> {
  await api.put(`/api/bots/${bot.id}`, values);
  showToast('Bot saved');
  return undefined;
}

function webhookComplaint(address: string): string | undefined {
  if (!address.trim() || /^https?:\/\/\S+$/i.test(address.trim())) return undefined;
  return 'Enter an address that begins with https:// or http://, or leave it empty.';
}
