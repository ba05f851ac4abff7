/** One table: no two mean the same keys, none takes a letter from whoever writes. */

import { describe, expect, test } from 'vitest';
import { deedOf, isForWriting, keyNames, SHORTCUTS } from './shortcuts';

const pressed = (key: string, held: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const elsewhere = (key: string, held?: Partial<KeyboardEvent>, isWriting = false) =>
  deedOf(pressed(key, held), isWriting, false);

describe('keys do their deed', () => {
  test.each([
    ['k', { ctrlKey: true }, 'switch'],
    ['K', { ctrlKey: true, shiftKey: true }, 'write-to'],
    ['ArrowDown', { altKey: true }, 'next-room'],
    ['ArrowUp', { altKey: true, shiftKey: true }, 'previous-unread'],
    // On some keyboards "?" needs Shift, on some it doesn't.
    ['?', { shiftKey: true }, 'help'],
    ['?', {}, 'help'],
    ['Escape', {}, 'get-out'],
    ['k', {}, undefined],
    ['k', { metaKey: true }, undefined],
    ['ArrowDown', {}, undefined],
  ] as const)('%s with %o: %s', (key, held, deed) => {
    expect(elsewhere(key, held)).toBe(deed);
  });
});

test('on a Mac it is ⌘, and Ctrl is left to others', () => {
  expect(deedOf(pressed('k', { metaKey: true }), false, true)).toBe('switch');
  expect(deedOf(pressed('k', { ctrlKey: true }), false, true)).toBeUndefined();
  expect(keyNames('Mod+Shift+ArrowDown', true)).toEqual(['⌘', '⇧', '↓']);
  expect(keyNames('Mod+K', false)).toEqual(['Ctrl', 'K']);
});

test('whoever writes keeps their signs, and can still go anywhere', () => {
  expect(elsewhere('?', { shiftKey: true }, true)).toBeUndefined();
  expect(elsewhere('/', {}, true)).toBeUndefined();
  expect(elsewhere('k', { ctrlKey: true }, true)).toBe('switch');
  expect(elsewhere('ArrowDown', { altKey: true }, true)).toBe('next-room');
});

test('no two deeds share their keys, and each key that writes is marked so', () => {
  const bound = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts).filter(({ deed }) => deed);
  expect(new Set(bound.map(({ keys }) => keys)).size).toBe(bound.length);
  expect(bound.filter(({ keys }) => isForWriting(keys)).map(({ keys }) => keys)).toEqual([
    '/',
    '?',
  ]);
});
