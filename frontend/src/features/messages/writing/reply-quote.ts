/** What stands in the composer when one answers somebody: their words, who they are, and a way back. */

import type { Message } from '@/api/schema';

/** The text one has begun already stays below the quote. */
export function quoteOf(message: Message, draft: string, origin: string): string {
  const permalink = `${origin}/rooms/${message.room_id}/@${message.id}`;
  const page = document.implementation.createHTMLDocument('');
  const cite = page.createElement('cite');
  const link = page.createElement('a');
  link.href = permalink;
  link.textContent = '#';
  cite.append(`${message.creator.name} `, link);
  const attribution = page.createElement('div');
  attribution.append(cite);
  return `<blockquote>${quotedWords(message.html)}</blockquote>${attribution.outerHTML}${draft || '<div><br></div>'}`;
}

/**
 * The words themselves: a quote of a quote would only grow, and naming somebody once more in it would
 * call them again.
 */
function quotedWords(html: string): string {
  const said = new DOMParser().parseFromString(html, 'text/html').body;
  for (const mention of said.querySelectorAll('[data-mention-id]')) {
    mention.replaceWith(mention.textContent ?? '');
  }
  const own = said.cloneNode(true) as HTMLElement; // A copy of an element is one.
  for (const quote of own.querySelectorAll('blockquote')) {
    const source = quote.nextElementSibling;
    if (source?.localName === 'div' && source.querySelector('cite')) source.remove();
    quote.remove();
  }
  const words = own.textContent?.trim() ? own : said;
  // The server wraps every message into one line of its own, which a quote already is.
  const only = words.children.length === 1 ? words.firstElementChild : null;
  return only?.localName === 'div' && only === words.lastChild ? only.innerHTML : words.innerHTML;
}
