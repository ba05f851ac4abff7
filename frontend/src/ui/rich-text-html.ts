/**
 * Between the HTML that goes over the wire and what the editor makes of it. What somebody pastes is
 * anybody's HTML: here it is brought down to what a message may hold, before the page ever sees it.
 */

/** A word that stands for somebody: on the wire a span, in the editor one piece that can't be split. */
export interface Mention {
  id: number;
  /** As it reads, with its `@`. */
  text: string;
}

const MENTION_TYPE = 'application/vnd.campfire.mention';

/** The attachment that Trix keeps for a mention. */
export function mentionAttachment({ id, text }: Mention) {
  const label = document.createElement('span');
  label.className = 'mention';
  label.textContent = text;
  return { contentType: MENTION_TYPE, mentionId: id, content: label.outerHTML };
}

const VANISH = new Set(
  'script style title template iframe object embed svg math img picture video audio canvas noscript button input select textarea option head meta link'.split(
    ' ',
  ),
);

/** Marks a stretch of text may carry, by the name the editor gives them. */
const MARKS: Readonly<Record<string, string>> = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  s: 'del',
  strike: 'del',
  del: 'del',
  code: 'code',
  tt: 'code',
  cite: 'cite',
  u: 'u',
  ins: 'ins',
  kbd: 'kbd',
  samp: 'samp',
  var: 'var',
  small: 'small',
  sub: 'sub',
  sup: 'sup',
};

const BLOCKS = new Set('div blockquote h1 h2 h3 h4 h5 h6 pre ul ol li'.split(' '));

/** Elements that become plain lines of their own. */
const LINES = new Set(
  'p address article aside caption center dd details dialog dl dt fieldset figcaption figure footer form header legend main nav section summary tr'.split(
    ' ',
  ),
);

const SAFE_LINK = /^(?:https?|ftp):\/\/|^(?:mailto|tel):./i;

// Everything the server refuses: control characters, save line breaks and tabs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

export function withoutControl(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, '');
}

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html').body;

/** Where a style is, by another name: the page's policy complains of each one that is even parsed. */
const INERT_STYLE = 'data-was-style';

function parseForeign(html: string): HTMLElement {
  const inert = html.replace(/<[a-z][^>]*>/gi, (tag) =>
    tag.replace(/\s(style|on[a-z]+)\s*=/gi, ' data-was-$1='),
  );
  return parse(inert);
}

const isElement = (node: Node): node is HTMLElement => node.nodeType === Node.ELEMENT_NODE;

/** How a word processor says bold and italic. Read as text: the page's policy has no inline styles. */
function marksOfStyle(style: string): string[] {
  const marks: string[] = [];
  if (/font-weight:\s*(?:bold|[6-9]00)/i.test(style)) marks.push('strong');
  if (/font-style:\s*italic/i.test(style)) marks.push('em');
  if (/text-decoration[^;]*:\s*[^;]*line-through/i.test(style)) marks.push('del');
  return marks;
}

/** Pasted documents wrap themselves in a bold that is none. */
const isNoMark = (style: string) => /font-weight:\s*(?:normal|[1-4]00)/i.test(style);

/** Any HTML, as the editor can load it. */
export function toEditor(html: string): string {
  const result = document.implementation.createHTMLDocument('').body;
  copyChildren(parseForeign(html), result, false);
  return result.innerHTML;
}

function copyChildren(from: Node, into: Element, inCode: boolean) {
  for (const child of from.childNodes) copy(child, into, inCode);
}

function copy(node: Node, into: Element, inCode: boolean) {
  if (node.nodeType === Node.TEXT_NODE) {
    into.append(withoutControl(node.textContent ?? ''));
    return;
  }
  if (!isElement(node)) return;
  const name = node.localName;
  if (VANISH.has(name)) return;
  if (name === 'br') {
    into.append(inCode ? '\n' : make(into, 'br'));
  } else if (inCode) {
    copyChildren(node, into, true);
  } else if (name === 'span' && node.dataset.mentionId) {
    into.append(
      figureOf(into, { id: Number(node.dataset.mentionId), text: node.textContent ?? '' }),
    );
  } else if (name === 'figure' && node.dataset.trixAttachment) {
    copyChildren(withSpans(node), into, false);
  } else if (BLOCKS.has(name)) {
    copyBlock(node, into);
  } else if (LINES.has(name)) {
    copyLine(node, into);
  } else {
    copyInline(node, into);
    if (name === 'td' || name === 'th') into.append(' ');
  }
}

/** A mention copied out of an editor: it is a figure there. */
function withSpans(figure: HTMLElement): Node {
  const holder = figure.ownerDocument.createDocumentFragment();
  holder.append(...mentionOf(figure));
  return holder;
}

function make(near: Element, name: string): HTMLElement {
  return near.ownerDocument.createElement(name);
}

function copyBlock(from: HTMLElement, into: Element) {
  const isCode = from.localName === 'pre';
  const block = make(into, from.localName);
  if (isCode) {
    const language = /\blanguage-([\w+#.-]+)/.exec(
      from.className || (from.querySelector('code')?.className ?? ''),
    )?.[1];
    if (language) block.setAttribute('language', language);
  }
  copyChildren(from, block, isCode);
  into.append(block);
}

/** A paragraph keeps its distance from the next one; inside a list each item is a line already. */
function copyLine(from: HTMLElement, into: Element) {
  if (into.localName === 'li') {
    copyChildren(from, into, false);
    return;
  }
  const line = make(into, 'div');
  copyChildren(from, line, false);
  if (from.localName === 'p' && from.nextElementSibling)
    line.append(make(into, 'br'), make(into, 'br'));
  into.append(line);
}

function copyInline(from: HTMLElement, into: Element) {
  const style = from.getAttribute(INERT_STYLE) ?? '';
  const mark = MARKS[from.localName];
  const marks = marksOfStyle(style);
  if (mark && !isNoMark(style)) marks.push(mark);
  let inner = into;
  for (const name of new Set(marks)) {
    const around = make(into, name);
    inner.append(around);
    inner = around;
  }
  const href = from.localName === 'a' ? from.getAttribute('href')?.trim() : undefined;
  if (href && SAFE_LINK.test(href)) {
    const link = make(into, 'a');
    link.setAttribute('href', href);
    inner.append(link);
    inner = link;
  }
  copyChildren(from, inner, false);
}

function figureOf(near: Element, mention: Mention): HTMLElement {
  const figure = make(near, 'figure');
  const attachment = mentionAttachment(mention);
  figure.dataset.trixAttachment = JSON.stringify(attachment);
  figure.dataset.trixContentType = attachment.contentType;
  return figure;
}

/** What the editor holds, as it goes over the wire: mentions are spans again, nothing else is Trix's. */
export function fromEditor(value: string): string {
  if (!/data-trix|language=|<figure/.test(value)) return value;
  const body = parse(value);
  for (const figure of body.querySelectorAll<HTMLElement>('figure')) {
    figure.replaceWith(...mentionOf(figure));
  }
  for (const code of body.querySelectorAll('pre[language]')) {
    code.className = `language-${code.getAttribute('language')}`;
    code.removeAttribute('language');
  }
  return body.innerHTML;
}

/** A picture or a file that slipped in has no place in a message yet: nothing is left of it. */
function mentionOf(figure: HTMLElement): Node[] {
  const attachment: { mentionId?: unknown; content?: unknown } = JSON.parse(
    figure.dataset.trixAttachment ?? '{}',
  );
  if (typeof attachment.mentionId !== 'number') return [];
  const span = figure.ownerDocument.createElement('span');
  span.dataset.mentionId = String(attachment.mentionId);
  span.textContent = parse(String(attachment.content ?? '')).textContent;
  return [span];
}

/** As it is sent: without empty lines and spaces before and after it, and with plain spaces inside. */
export function trimmed(html: string): string {
  const body = parse(html);
  trimEnd(body, 'lastChild', (text) => text.trimEnd());
  trimEnd(body, 'firstChild', (text) => text.trimStart());
  softenSpaces(body);
  return body.innerHTML;
}

/** The editor hardens each space beside a mention or a mark; only those in a row need to stay so. */
function softenSpaces(body: Element) {
  const texts = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.textContent = (text.textContent ?? '')
      .replace(/(?<=\S)\u00a0(?=\S)/g, ' ')
      .replace(/^\u00a0(?=\S)/, isWord(text.previousSibling) ? ' ' : '$&')
      .replace(/(?<=\S)\u00a0$/, isWord(text.nextSibling) ? ' ' : '$&');
  }
}

/** Something on the same line that doesn't itself end in a space. */
function isWord(node: Node | null): boolean {
  const text = node && node.nodeName !== 'BR' ? (node.textContent ?? '') : '';
  return text !== '' && text.trim() === text;
}

function trimEnd(body: Element, side: 'firstChild' | 'lastChild', trim: (text: string) => string) {
  for (;;) {
    let node: Node = body;
    for (let inner = node[side]; inner; inner = node[side]) node = inner;
    if (node === body) return;
    if (node.nodeType === Node.TEXT_NODE) {
      node.textContent = trim(node.textContent ?? '');
      if (node.textContent !== '') return;
    } else if (isElement(node) && node.localName !== 'br' && node.dataset.mentionId) {
      return;
    }
    node.parentNode?.removeChild(node);
  }
}
