/** What may stand behind a link. */

import { expect, test } from 'vitest';
import { linkTarget } from './link-target';

test.each([
  ['example.org/page', 'https://example.org/page'],
  [' http://example.org ', 'http://example.org'],
  ['localhost:3000/x', 'https://localhost:3000/x'],
  ['ada@example.org', 'mailto:ada@example.org'],
  ['mailto:ada@example.org', 'mailto:ada@example.org'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['two words.org', undefined],
  ['nothing', undefined],
  ['', undefined],
])('%j leads to %j', (typed, target) => {
  expect(linkTarget(typed)).toBe(target);
});
