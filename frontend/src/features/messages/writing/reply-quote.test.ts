/** What an answer quotes. */

import { expect, test } from 'vitest';
import { ADA, messageOf } from '@/api/examples';
import { quoteOf } from './reply-quote';

const quoted = (html: string, draft = '') =>
  quoteOf(messageOf(7, { html, room_id: 3 }), draft, 'https://chat.test');

const ATTRIBUTION = '<div><cite>Ada <a href="https://chat.test/rooms/3/@7">#</a></cite></div>';

test('words, who said them, the way back, and a line to answer on', () => {
  expect(quoted('<div>Lunch?</div>')).toBe(
    `<blockquote>Lunch?</blockquote>${ATTRIBUTION}<div><br></div>`,
  );
});

test('what one has begun to write stays below', () => {
  expect(quoted('<div>Lunch?</div>', '<div>Yes</div>')).toBe(
    `<blockquote>Lunch?</blockquote>${ATTRIBUTION}<div>Yes</div>`,
  );
});

test('nobody is called a second time', () => {
  expect(quoted('<div>Hi <span class="mention" data-mention-id="2">@Ben</span></div>')).toContain(
    '<blockquote>Hi @Ben</blockquote>',
  );
});

test('a quote of a quote holds the newer words alone', () => {
  const answer = `${quoted('<div>Lunch?</div>', '<div>At noon</div>')}`;

  expect(quoted(`<div>${answer}</div>`)).toContain('<blockquote><div>At noon</div></blockquote>');
});

test('a quote without an answer is quoted as it is', () => {
  expect(quoted('<div><blockquote>Lunch?</blockquote></div>')).toContain('Lunch?');
});

test('a name is text', () => {
  const creator = { ...ADA, name: '<img src=x>' };

  expect(quoteOf(messageOf(7, { creator }), '', '')).toContain('&lt;img src=x&gt;');
});
