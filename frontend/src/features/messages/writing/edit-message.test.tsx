/** Changing what was said, without losing what one wrote on the way. */

import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { ADA, messageOf, roomOf } from '@/api/examples';
import type { Message, MessageChange } from '@/api/schema';
import { refuses, sceneServer, showScreen } from '@/api/screen-scene';
import { EditMessage } from './edit-message';

// As in the composer's tests: the editor itself is proved in a browser.
vi.mock('trix', () => ({
  default: {
    config: { textAttributes: {}, blockAttributes: {}, toolbar: {} },
    Attachment: class {},
  },
}));

const server = sceneServer();
const onDone = vi.fn();
let saved: MessageChange[];

beforeEach(() => {
  saved = [];
  onDone.mockReset();
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addEventListener() {},
    removeEventListener() {},
  }));
  server.use(
    http.get('*/api/rooms/1', () => HttpResponse.json(roomOf(1, { members: [ADA] }))),
    http.put('*/api/messages/1', async ({ request }) => {
      saved.push((await request.json()) as MessageChange); // What is sent here is a change.
      return HttpResponse.json(messageOf(1));
    }),
  );
});

async function edit(source: Partial<Message>) {
  const message = messageOf(1, source);
  server.use(http.get('*/api/messages/1', () => HttpResponse.json(message)));
  showScreen(<EditMessage message={message} onDone={onDone} />, { as: ADA });
  return screen.findByLabelText('Edit message', { selector: '[id]' });
}

function write(box: HTMLElement, html: string) {
  box.innerHTML = html;
  fireEvent.input(box);
}

test('what was said is there, and saved as it was changed', async () => {
  const box = await edit({ html: '<div>Helo</div>', source_type: 'text/html' });
  expect(box).toHaveTextContent('Helo');
  write(box, '<div>Hello<br></div>');

  fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true });

  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(saved).toEqual([{ content: '<div>Hello</div>', content_type: 'text/html' }]);
});

test('Markdown stays Markdown', async () => {
  const source = '**Hi**';
  const box = await edit({ html: '<div><b>Hi</b></div>', source, source_type: 'text/markdown' });
  fireEvent.change(box, { target: { value: '**Hello**' } });

  fireEvent.click(screen.getByRole('button', { name: 'Save' }));

  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(saved).toEqual([{ content: '**Hello**', content_type: 'text/markdown' }]);
});

test('a refusal says why, and keeps what was written', async () => {
  const box = await edit({ html: '<div>Helo</div>', source_type: 'text/html' });
  server.use(
    http.put('*/api/messages/1', () => refuses(403, 'forbidden', 'Only its author may change it.')),
  );
  write(box, '<div>Hello</div>');

  fireEvent.click(screen.getByRole('button', { name: 'Save' }));

  expect(await screen.findByRole('alert')).toHaveTextContent('Only its author may change it.');
  expect(box).toHaveTextContent('Hello');
  expect(onDone).not.toHaveBeenCalled();
});

test('Esc gives up, and nobody hears of it', async () => {
  const box = await edit({ html: '<div>Helo</div>', source_type: 'text/html' });
  write(box, '<div>Hello</div>');

  fireEvent.keyDown(box, { key: 'Escape' });

  expect(onDone).toHaveBeenCalledOnce();
  expect(saved).toEqual([]);
});

test('nothing can’t be saved: a message that shall go is deleted', async () => {
  const box = await edit({ html: '<div>Helo</div>', source_type: 'text/html' });
  write(box, '');

  const save = screen.getByRole('button', { name: 'Save' });
  fireEvent.click(save);

  expect(save).toHaveAccessibleDescription(/delete the message/);
  expect(saved).toEqual([]);
});
