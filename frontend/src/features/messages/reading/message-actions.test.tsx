/** The menu does what it says, and each may do only what is theirs. */

import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { messageOf } from '@/api/examples';
import type { Message } from '@/api/schema';
import { useReply } from '../data/reply-store';
import { editingStore } from './editing-store';
import { MessageActions, type OpenActions } from './message-actions';
import { BELL, BEN, renderForAda } from './reading-scene';

function Actions({ message }: { message: Message }) {
  const [open, setOpen] = useState<OpenActions>(null);
  return <MessageActions message={message} isMine open={open} onOpen={setOpen} tabIndex={0} />;
}

async function choose(message: Message, item: string) {
  renderForAda(<Actions message={message} />);
  await userEvent.click(screen.getByTitle('More'));
  await userEvent.click(screen.getByText(item));
}

const byBen = messageOf(7, { creator: BEN, creator_id: BEN.id });

test('deleting asks first', async () => {
  await choose(messageOf(7), 'Delete');

  expect(screen.getByText('Delete this message?')).toBeInTheDocument();
});

test('mine can be edited', async () => {
  await choose(messageOf(7), 'Edit');

  expect(editingStore.getState().id).toBe(7);
});

test('those of others can be answered, not changed', async () => {
  await choose(byBen, 'Reply');
  expect(useReply.getState().wanted).toBe(byBen);

  await userEvent.click(screen.getByTitle('More'));
  expect(screen.queryByText('Edit')).toBeNull();
  expect(screen.queryByText('Delete')).toBeNull();
});

test('a sound has no text to copy', async () => {
  renderForAda(<Actions message={{ ...byBen, sound: BELL }} />);

  await userEvent.click(screen.getByTitle('More'));

  expect(screen.getByText('Copy link')).toBeInTheDocument();
  expect(screen.queryByText('Copy text')).toBeNull();
});
