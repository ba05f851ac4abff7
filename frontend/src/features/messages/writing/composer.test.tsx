/** What happens to words between the fingers and the outbox. The editor itself is proved in a browser. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { ACCOUNT, ADA, messageOf, roomOf } from '@/api/examples';
import { room, whoAmI } from '@/api/queries';
import { CampfireSocket } from '@/live/socket';
import { SocketContext } from '@/live/use-socket';
import { Courier } from '../data/courier';
import { CourierContext } from '../data/courier-context';
import { outboxStore } from '../data/outbox';
import { replyTaken, replyTo } from '../data/reply-store';
import { Composer } from './composer';

// Its elements need more of a browser than there is here: without it the box is what it is at first.
vi.mock('trix', () => ({
  default: {
    config: { textAttributes: {}, blockAttributes: {}, toolbar: {} },
    Attachment: class {},
  },
}));

const onEditLast = vi.fn();

/** Nobody is called: what it would say on the wire is its own tests' affair. */
const SILENT = { onFrame() {}, onConnection() {}, onSessionEnded() {}, onRefused() {} };

beforeEach(() => {
  // Drafts that wait to be written are written, and gone with the rest.
  window.dispatchEvent(new Event('pagehide'));
  localStorage.clear();
  replyTaken();
  outboxStore.setState({ messages: [] });
  onEditLast.mockReset();
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener() {},
    removeEventListener() {},
  }));
});

function openRoom(id = 1) {
  const cache = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } },
  });
  cache.setQueryData(whoAmI.queryKey, { user: ADA, account: ACCOUNT });
  cache.setQueryData(room(id).queryKey, roomOf(id, { members: [ADA] }));
  const socket = new CampfireSocket('ws://campfire.test/ws', SILENT);
  return render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <SocketContext value={socket}>
          <CourierContext value={new Courier(ADA.id, () => {})}>
            <Composer roomId={id} roomName="Lounge" onEditLast={onEditLast} />
          </CourierContext>
        </SocketContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}

const composer = () => screen.getByLabelText('Message Lounge');
const sent = () => outboxStore.getState().messages.map(({ html }) => html);

function type(html: string) {
  composer().innerHTML = html;
  fireEvent.input(composer());
}

test('five rapid clicks send one message, under one id', () => {
  openRoom();
  type('<div>Hello</div>');

  const send = screen.getByTestId('send-button');
  act(() => {
    for (let click = 0; click < 5; click += 1) send.click();
  });

  expect(sent()).toEqual(['<div>Hello</div>']);
  expect(composer()).toBeEmptyDOMElement();
});

test('Enter sends what was typed', () => {
  openRoom();
  type('<div>Hello</div>');

  fireEvent.keyDown(composer(), { key: 'Enter' });

  expect(sent()).toEqual(['<div>Hello</div>']);
});

test('an Enter that ends a word of another script sends nothing', () => {
  openRoom();
  type('<div>こんにちは</div>');

  fireEvent.keyDown(composer(), { key: 'Enter', isComposing: true });

  expect(sent()).toEqual([]);
});

test.each(['', '<div><br></div>', '<div>&nbsp; </div>'])('nothing is never sent: %j', (nothing) => {
  openRoom();
  type(nothing);

  fireEvent.keyDown(composer(), { key: 'Enter' });
  fireEvent.click(screen.getByTestId('send-button'));

  expect(sent()).toEqual([]);
});

test('what is too long stays where it is', () => {
  openRoom();
  type(`<div>${'a'.repeat(10_001)}</div>`);

  fireEvent.keyDown(composer(), { key: 'Enter' });

  expect(sent()).toEqual([]);
  expect(composer()).toHaveTextContent(/^a+$/);
  expect(screen.getByText('1 too many')).toBeVisible();
});

test('whoever opens a room can write at once, unless they write elsewhere', () => {
  const { unmount } = openRoom();
  expect(composer()).toHaveFocus();
  unmount();
  const search = document.body.appendChild(document.createElement('input'));
  search.focus();

  openRoom();

  expect(search).toHaveFocus();
  search.remove();
});

test('what wasn’t sent is there again when one comes back', () => {
  const { unmount } = openRoom();
  type('<div>Not yet</div>');
  unmount();

  openRoom();

  expect(composer()).toHaveTextContent('Not yet');
});

test('what was sent leaves no draft', () => {
  const { unmount } = openRoom();
  type('<div>Done</div>');
  fireEvent.keyDown(composer(), { key: 'Enter' });
  unmount();

  openRoom();

  expect(composer()).toBeEmptyDOMElement();
});

test('↑ in an empty composer opens my last message, and elsewhere moves the caret', () => {
  openRoom();

  fireEvent.keyDown(composer(), { key: 'ArrowUp' });
  type('<div>Hello</div>');
  fireEvent.keyDown(composer(), { key: 'ArrowUp' });

  expect(onEditLast).toHaveBeenCalledOnce();
});

test('a reply stands above what one had begun', () => {
  openRoom();
  type('<div>Yes</div>');

  act(() => replyTo(messageOf(7, { html: '<div>Lunch?</div>' })));

  expect(composer()).toHaveTextContent('Lunch?Ada #Yes');
});

test('a reply waits for the room it belongs to', () => {
  openRoom(1);

  act(() => replyTo(messageOf(7, { room_id: 2, html: '<div>Lunch?</div>' })));

  expect(composer()).toBeEmptyDOMElement();
});
