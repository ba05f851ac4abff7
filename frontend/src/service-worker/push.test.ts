/** Whatever is pushed, something sensible is shown, and a click stays on our own origin. */

import { describe, expect, test } from 'vitest';
import { notificationFor, pathOf, readPush, windowToUse } from './push';

const LUNCH = { title: 'All Talk', body: 'Ada: Lunch?', path: '/rooms/1', badge: 3, tag: 'room-1' };

test('a push becomes a notification of its room', () => {
  const push = readPush(JSON.stringify(LUNCH));
  expect(push).toEqual(LUNCH);
  expect(notificationFor(push)).toMatchObject({
    body: 'Ada: Lunch?',
    tag: 'room-1',
    renotify: true,
    data: { path: '/rooms/1' },
  });
});

test('nothing unread is told as such', () => {
  expect(readPush(JSON.stringify({ ...LUNCH, badge: 0 })).badge).toBe(0);
});

describe('what can’t be read still shows something', () => {
  test.each([[undefined], [''], ['Lunch?'], ['null'], ['[]'], ['{"title":"","badge":"3"}']])(
    '%s',
    (text) => {
      expect(readPush(text)).toMatchObject({ title: 'Campfire', path: '/', badge: 1 });
    },
  );
});

describe('a click leads nowhere else', () => {
  test.each([
    ['//elsewhere.example'],
    ['https://elsewhere.example/'],
    ['/\\elsewhere'],
    ['rooms/1'],
  ])('%s', (path) => {
    expect(readPush(JSON.stringify({ ...LUNCH, path })).path).toBe('/');
    expect(pathOf({ path })).toBe('/');
  });
});

test('what older makes of us put into a notification leads home', () => {
  expect([undefined, null, 'x', {}, { path: 3 }].map(pathOf)).toEqual(['/', '/', '/', '/', '/']);
  expect(pathOf({ path: '/rooms/2' })).toBe('/rooms/2');
});

test('it is shown in the window one looks at, else in one that can be seen, else in any', () => {
  const hidden = { focused: false, visibilityState: 'hidden' };
  const seen = { focused: false, visibilityState: 'visible' };
  const focused = { focused: true, visibilityState: 'visible' };
  expect(windowToUse([hidden, seen, focused])).toBe(focused);
  expect(windowToUse([hidden, seen])).toBe(seen);
  expect(windowToUse([hidden])).toBe(hidden);
  expect(windowToUse([])).toBeUndefined();
});
