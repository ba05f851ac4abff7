/** Boosts say who gave them, and mine are never taken back by a slip. */

import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ADA, messageOf } from '@/api/examples';
import { Boosts } from './boosts';
import { BEN, boostOf, renderForAda } from './reading-scene';

const taken: string[] = [];
const server = setupServer(
  http.delete('*/api/messages/1/boosts/:boost', ({ params }) => {
    taken.push(String(params.boost));
    return new HttpResponse(null, { status: 204 });
  }),
);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => void taken.splice(0));
afterAll(() => server.close());

const boosted = messageOf(1, { boosts: [boostOf(1, BEN, 'Morning!'), boostOf(2, ADA, '🔥')] });

test('a boost says whose it is', () => {
  renderForAda(<Boosts message={boosted} />);

  expect(screen.getByText('Ben boosted:')).toBeInTheDocument();
  expect(screen.getByTitle('Ben')).toHaveTextContent('Morning!');
});

test('emoji alone are larger than words', () => {
  renderForAda(<Boosts message={boosted} />);

  expect(screen.getByText('🔥').closest('.boost')).toHaveClass('boost-emoji');
  expect(screen.getByText('Morning!').closest('.boost')).not.toHaveClass('boost-emoji');
});

test('one press on mine only offers to take it back', async () => {
  renderForAda(<Boosts message={boosted} />);

  await userEvent.click(screen.getByRole('button', { name: /You boosted/ }));

  expect(screen.getByRole('button', { name: 'Take back 🔥' })).toBeInTheDocument();
  expect(taken).toEqual([]);
});

test('the second press takes it back, by keys as well', async () => {
  renderForAda(<Boosts message={boosted} />);

  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');

  await expect.poll(() => taken).toEqual(['2']);
});

test('Esc, and going elsewhere, withdraw the offer', async () => {
  renderForAda(<Boosts message={boosted} />);
  const mine = screen.getByRole('button', { name: /You boosted/ });

  await userEvent.click(mine);
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('button', { name: 'Take back 🔥' })).toBeNull();

  await userEvent.click(mine);
  await userEvent.click(document.body);
  expect(screen.queryByRole('button', { name: 'Take back 🔥' })).toBeNull();
});

test('those of others cannot be taken back', () => {
  renderForAda(<Boosts message={messageOf(1, { boosts: [boostOf(1, BEN, '👍')] })} />);

  expect(screen.queryByRole('button')).toBeNull();
});
