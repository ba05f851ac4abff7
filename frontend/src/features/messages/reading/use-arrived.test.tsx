/** What happens once when something is said: a sound is heard, newcomers are counted. */

import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { messageOf } from '@/api/examples';
import type { Message } from '@/api/schema';
import { useSoundSettings } from '@/ui/sound-settings';
import { announceArrival } from '../data/arrivals';
import { BELL, BEN, renderForAda } from './reading-scene';
import { useArrived } from './use-arrived';

const played: string[] = [];

beforeEach(() => {
  // jsdom has no sound; what it is asked to play is written down.
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async function (
    this: HTMLMediaElement,
  ) {
    played.push(new URL(this.src).pathname);
  });
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {});
});

afterEach(() => {
  played.splice(0);
  useSoundSettings.setState({ muted: false });
});

let latest = 0;

/** Each is another message: those that were heard once stay silent. */
function bell(change: Partial<Message> = {}): Message {
  latest += 1;
  return messageOf(latest, {
    client_message_id: `bell-${latest}`,
    creator: BEN,
    creator_id: BEN.id,
    content: '/play bell',
    sound: BELL,
    ...change,
  });
}

function Room({ isAtTail }: { isAtTail: boolean }) {
  const { unseen, fresh, words } = useArrived(1, isAtTail);
  return <output data-fresh={fresh.size}>{`${unseen} unseen. ${words}`}</output>;
}

const say = (message: Message) => act(() => announceArrival(message));

test('a sound said before my eyes is heard', () => {
  renderForAda(<Room isAtTail />);

  say(bell());

  expect(played).toEqual(['/bell.mp3']);
});

test('it is heard once, however often it comes', () => {
  const message = bell();
  const first = renderForAda(<Room isAtTail />);
  say(message);
  first.unmount();

  renderForAda(<Room isAtTail />);
  say(message);

  expect(played).toHaveLength(1);
});

test('it is not heard in another room, nor while I read what was said before', () => {
  renderForAda(<Room isAtTail={false} />);
  say(bell());
  say(bell({ room_id: 2 }));

  expect(played).toEqual([]);
});

test('it is not heard while sounds are muted', () => {
  useSoundSettings.setState({ muted: true });
  renderForAda(<Room isAtTail />);

  say(bell());

  expect(played).toEqual([]);
});

test('what others say below is counted until I am there again', () => {
  const { container, rerender } = renderForAda(<Room isAtTail={false} />);
  say(messageOf(101, { creator: BEN, creator_id: BEN.id, content: 'Lunch?' }));
  say(messageOf(102, { content: 'mine' }));
  expect(container).toHaveTextContent('1 unseen.');

  rerender(<Room isAtTail />);

  expect(container).toHaveTextContent('0 unseen.');
});

test('screen readers are told who said what', () => {
  const { container } = renderForAda(<Room isAtTail />);

  say(messageOf(103, { creator: BEN, creator_id: BEN.id, content: 'Lunch?' }));

  expect(container).toHaveTextContent('Ben: Lunch?');
});
