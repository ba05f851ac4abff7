/** The stylesheet's size is said in time, and a saved one is worn at once. */

import { expect, test } from 'vitest';
import { reloadCustomStyles, sizeHint } from './custom-styles';

test('a small stylesheet is told how to save it', () => {
  expect(sizeHint('a { color: red }')).toMatch(/saves/);
});

test('a large stylesheet is told how much is left, in bytes and not in characters', () => {
  expect(sizeHint('a'.repeat(50 * 1024))).toMatch(/^14 KiB left/);
  // Two bytes each.
  expect(sizeHint('é'.repeat(40 * 1024))).toMatch(/^16 KiB too large/);
});

test('the old stylesheet leaves once the new one has arrived', async () => {
  document.body.innerHTML = '<link rel="stylesheet" href="/custom-styles.css">';
  const old = document.querySelector('link');

  const reloading = reloadCustomStyles();
  const links = () => [...document.querySelectorAll('link')];
  expect(links()).toHaveLength(2);
  links()[1]?.dispatchEvent(new Event('load'));
  await reloading;

  expect(links()).toHaveLength(1);
  expect(links()[0]).not.toBe(old);
});
