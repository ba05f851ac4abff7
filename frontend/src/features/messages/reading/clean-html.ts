/**
 * A message's HTML as elements that may be shown. The server has cleaned what it sends; what I am just
 * sending it hasn't seen yet, and a second pair of eyes costs little.
 */

import DOMPurify from 'dompurify';

/** The server's closed list: see "Message HTML" in the API document. */
const TAGS =
  'a abbr b blockquote br cite code del div em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre s samp small span strong sub sup u ul var'.split(
    ' ',
  );
const ATTRIBUTES = ['href', 'title', 'class', 'start', 'data-mention-id'];
const ADDRESSES = /^(?:https?:\/\/|ftp:\/\/|mailto:|tel:)/i;

export function cleanHtml(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOWED_URI_REGEXP: ADDRESSES,
    // All others are held to be addresses.
    ADD_URI_SAFE_ATTR: ['start', 'data-mention-id'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
