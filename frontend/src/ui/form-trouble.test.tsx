/** A wait is counted down to its end. */

import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { clock, FormTrouble } from './form-trouble';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const tooMany = new ApiError(429, 'rate_limited', 'Too many attempts', undefined, 3);

test('the wait shrinks, and ends', () => {
  render(<FormTrouble trouble={{ cause: tooMany, at: Date.now() }} />);

  expect(screen.getByRole('timer')).toHaveTextContent('0:03');
  act(() => void vi.advanceTimersByTime(2_000));
  expect(screen.getByRole('timer')).toHaveTextContent('0:01');
  act(() => void vi.advanceTimersByTime(1_000));
  expect(screen.getByRole('timer')).toHaveTextContent('You can try again now.');
});

test('a ban is no wait', () => {
  const banned = new ApiError(429, 'banned', 'Ask an administrator', undefined, 3600);
  render(<FormTrouble trouble={{ cause: banned, at: Date.now() }} />);

  expect(screen.getByRole('alert')).toHaveTextContent('Ask an administrator');
  expect(screen.queryByRole('timer')).not.toBeInTheDocument();
});

test('minutes and seconds read as a clock', () => {
  expect([clock(161), clock(60), clock(9)]).toEqual(['2:41', '1:00', '0:09']);
});
