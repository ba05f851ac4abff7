/** What is shown large before the server has said so. */

import { expect, test } from 'vitest';
import { isOnlyEmoji } from './emoji';

test.each(['👍', '👍👍', '❤️', '👍🏽', '🇪🇸', '🔥 💯', '👨‍👩‍👧', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])(
  '%s is only emoji',
  (text) => {
    expect(isOnlyEmoji(text)).toBe(true);
  },
);

test.each(['', ' ', '12', 'Haha! 😄', ':)', '#'])('"%s" is not', (text) => {
  expect(isOnlyEmoji(text)).toBe(false);
});
