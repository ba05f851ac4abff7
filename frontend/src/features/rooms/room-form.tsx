/** What a room is: its name, and who is in it. For new rooms and for those there are. */

import { type ReactNode, useState } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormTrouble } from '@/ui/form-trouble';
import { Panel } from '@/ui/panel';
import { Switch } from '@/ui/switch';
import { useForm } from '@/ui/use-form';
import { PeoplePicker } from './people-picker';
import type { RoomDraft } from './room-change';

/** As the server limits it. */
const LONGEST_NAME = 100;

type RoomFormProps = {
  initial: RoomDraft;
  title: string;
  action: string;
  icon: ReactNode;
  onSave: (room: RoomDraft) => Promise<unknown>;
};

export function RoomForm({ initial, title, action, icon, onSave }: RoomFormProps) {
  const [open, setOpen] = useState(initial.open);
  const [members, setMembers] = useState(initial.members);
  const form = useForm({
    initial: { name: initial.name },
    check: ({ name }) => (name.trim() ? {} : { name: 'Give the room a name.' }),
    send: ({ name }) => onSave({ name: name.trim(), open, members }),
  });

  return (
    <form {...form.formProps}>
      <Panel title={title}>
        <Field
          id="room-name"
          label="Name"
          maxLength={LONGEST_NAME}
          autoComplete="off"
          autoFocus={initial.name === ''}
          {...form.field('name')}
        />
        <Switch
          on={open}
          onChange={setOpen}
          label="Open to everybody"
          hint={
            open
              ? 'Everybody on the account is in it, also those who join later.'
              : 'Only those you choose are in it. Nobody else knows of it.'
          }
        />
        {!open && <PeoplePicker chosen={members} onChange={setMembers} />}
        <FormTrouble trouble={form.trouble} />
        <div>
          <Button
            type="submit"
            look="main"
            icon={icon}
            busy={form.busy}
            data-testid="create-button"
          >
            {action}
          </Button>
        </div>
      </Panel>
    </form>
  );
}
