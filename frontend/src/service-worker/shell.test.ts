/** What was said is never kept: only pages and the files they are made of. */

import { describe, expect, test } from 'vitest';
import { filesOf, treatment } from './shell';

const HOME = 'https://chat.example';
const asked = (path: string, mode: RequestMode = 'cors', method = 'GET') =>
  treatment({ url: new URL(path, HOME).href, mode, method }, HOME);

describe('a request is treated', () => {
  test.each([
    ['/rooms/1', 'navigate', 'page'],
    ['/', 'navigate', 'page'],
    ['/api/openapi.json', 'navigate', 'network'],
    ['/api/rooms', 'cors', 'network'],
    ['/api/rooms/1/messages?limit=40', 'cors', 'network'],
    ['/assets/index-BgHY0Pt1.js', 'cors', 'file'],
    ['/assets/brand/mark.svg', 'no-cors', 'file'],
    ['/assets/sounds/bell.mp3', 'no-cors', 'network'],
    ['/custom-styles.css', 'no-cors', 'network'],
    ['/rooms/1/1-abcdefghijkl/messages', 'cors', 'network'],
    ['https://elsewhere.example/assets/index-BgHY0Pt1.js', 'cors', 'network'],
  ] as const)('%s (%s): %s', (path, mode, kind) => {
    expect(asked(path, mode)).toBe(kind);
  });

  test('what changes something goes out untouched', () => {
    expect(asked('/rooms/1', 'navigate', 'POST')).toBe('network');
  });
});

test('a page names its own files', () => {
  const html = `<script src="/assets/index-a.js"></script><link href="/assets/index-b.css">
    <link rel="icon" href="/favicon.svg"><script src="https://elsewhere.example/assets/x.js"></script>`;
  expect(filesOf(html)).toEqual(['/assets/index-a.js', '/assets/index-b.css']);
});
