/** When the list of completions opens, and for what. */

import { expect, test } from 'vitest';
import { mayBecomeEmoji, triggerIn, wholeEmojiIn } from './trigger';

test.each([
  ['@', 'person', '', 1],
  ['hi @ad', 'person', 'ad', 3],
  ['(@Ada Lov', 'person', 'Ada Lov', 8],
  ['\uFFFC@b', 'person', 'b', 2],
  ['so :ta', 'emoji', 'ta', 3],
  [':+1', 'emoji', '+1', 3],
  ['/', 'command', '', 1],
  ['/pla', 'command', 'pla', 4],
  ['/play ', 'sound', '', 6],
  ['/play be', 'sound', 'be', 8],
  ['see #all ta', 'room', 'all ta', 7],
  ['👍 @é', 'person', 'é', 2],
] as const)('%j begins a %s', (before, kind, query, length) => {
  expect(triggerIn(before)).toEqual({ kind, query, length });
});

test.each([
  'ada@example',
  'at 10:30',
  'see note:this',
  ':)',
  ':D',
  'a :',
  '@ 5',
  'x /play be',
  '/playing',
  '/play bell now',
  'C#',
  '# ',
  'line\n/play be',
  '@Ada\nnext',
])('%j begins nothing', (before) => {
  expect(triggerIn(before)).toBeUndefined();
});

test('an emoji between its colons is whole', () => {
  expect(wholeEmojiIn('so :Tada:')).toEqual({ name: 'tada', length: 6 });
  expect(wholeEmojiIn('10:30:')).toBeUndefined();
  expect(wholeEmojiIn('::')).toBeUndefined();
});

test('a lone colon may become one', () => {
  expect(mayBecomeEmoji('so :')).toBe(true);
  expect(mayBecomeEmoji('so:')).toBe(false);
});
