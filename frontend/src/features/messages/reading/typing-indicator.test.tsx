/** Names are in order; a crowd is only counted; nobody is nothing. */

import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { forgetLive, startsTyping, stopsTyping } from '@/live/live-store';
import { TypingIndicator, whoTypes } from './typing-indicator';

afterEach(forgetLive);

const named = (...names: string[]) => names.map((name, id) => ({ id, name }));

test('everybody is named, in order', () => {
  expect(whoTypes(named('Chloé'))).toBe('Chloé is typing…');
  expect(whoTypes(named('Chloé', 'Ben'))).toBe('Ben and Chloé are typing…');
  expect(whoTypes(named('Chloé', 'Ben', 'Ada'))).toBe('Ada, Ben, and Chloé are typing…');
});

test('a crowd is counted', () => {
  expect(whoTypes(named('a', 'b', 'c', 'd'))).toBe('4 people are typing…');
});

test('it is there only while somebody types in this room', () => {
  const { container } = render(<TypingIndicator roomId={1} />);
  act(() => startsTyping(2, { id: 3, name: 'Chloé' }));
  expect(container.querySelector('.typing-indicator')).toBeNull();

  act(() => startsTyping(1, { id: 2, name: 'Ben' }));
  expect(screen.getByText('Ben is typing…')).toBeInTheDocument();

  act(() => stopsTyping(1, 2));
  expect(container.querySelector('.typing-indicator')).toBeNull();
});
