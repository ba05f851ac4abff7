/** What somebody wrote, with all that makes it more than letters: mentions, links, code, quotes. */

import { Fragment, memo, type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import { useMe } from '@/api/queries';
import { classNames } from '@/ui/class-names';
import { cleanHtml } from './clean-html';
import { CodeBlock } from './code-block';
import './rich-text.css';

export const RichText = memo(function RichText({ html }: { html: string }) {
  const content = useMemo(() => contentOf(html), [html]);
  return (
    <div className="rich-text" dir="auto">
      {content}
    </div>
  );
});

/** Whoever comes back to a room finds its messages cleaned and drawn. */
const known = new Map<string, ReactNode[]>();
const REMEMBERED = 500;

function contentOf(html: string): ReactNode[] {
  const before = known.get(html);
  if (before) return before;
  const content = drawn(cleanHtml(html).childNodes);
  if (known.size >= REMEMBERED) known.clear();
  known.set(html, content);
  return content;
}

function drawn(nodes: NodeListOf<ChildNode>): ReactNode[] {
  return Array.from(nodes, (node, index) => {
    if (node instanceof Text) return node.data;
    // The order of what was written never changes, so its place is all the key it needs.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above.
    return node instanceof Element && <Fragment key={index}>{element(node)}</Fragment>;
  });
}

function element(node: Element): ReactNode {
  const inside = () => drawn(node.childNodes);
  const name = node.localName;
  switch (name) {
    case 'a':
      return <TextLink href={node.getAttribute('href')}>{inside()}</TextLink>;
    case 'span':
      return <Mention id={Number(node.getAttribute('data-mention-id'))}>{inside()}</Mention>;
    case 'pre':
      return <Preformatted pre={node}>{inside()}</Preformatted>;
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return <Heading size={Number(name.slice(1))}>{inside()}</Heading>;
    case 'abbr':
      return <abbr title={node.getAttribute('title') ?? undefined}>{inside()}</abbr>;
    case 'ol':
      return <ol start={Number(node.getAttribute('start') ?? 1)}>{inside()}</ol>;
    case 'br':
      return <br />;
    case 'hr':
      return <hr />;
    default: {
      // One of the closed list's plain elements, which mean the same here as there.
      const Plain = name as 'div';
      return <Plain>{inside()}</Plain>;
    }
  }
}

/** Below the page's own headings, which name the room and the day. */
function Heading({ size, children }: { size: number; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an `h1` of a message isn't one of the page.
    <div
      className="rich-heading"
      data-size={size}
      role="heading"
      aria-level={Math.min(size + 2, 6)}
    >
      {children}
    </div>
  );
}

/** Text alone is code to be coloured; with a link in it, it is left as it is. */
function Preformatted({ pre, children }: { pre: Element; children: ReactNode }) {
  const only = pre.children.length === 1 ? pre.firstElementChild : null;
  const code = only?.localName === 'code' && pre.childNodes.length === 1 ? only : pre;
  if (code.children.length > 0) return <pre>{children}</pre>;
  const language = /language-(\S+)/.exec(`${code.className} ${pre.className}`)?.[1];
  return <CodeBlock text={code.textContent ?? ''} language={language} />;
}

function Mention({ id, children }: { id: number; children: ReactNode }) {
  const me = useMe();
  if (!id) return children;
  return (
    <Link href={`/people/${id}`} className={classNames('mention', id === me.id && 'mention-me')}>
      {children}
    </Link>
  );
}

/** Pages of ours that a link may open without leaving this one. */
const PAGES = /^\/(?:$|rooms\/|people\b|search\b)/;

function TextLink({ href, children }: { href: string | null; children: ReactNode }) {
  if (!href) return children;
  const ours = pathHere(href);
  if (ours === null) {
    return (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    );
  }
  return PAGES.test(ours) ? <Link href={ours}>{children}</Link> : <a href={href}>{children}</a>;
}

/** The path of an address on this very server; `null` for all others. */
export function pathHere(href: string): string | null {
  const url = URL.parse(href);
  return url?.origin === location.origin ? url.pathname + url.search + url.hash : null;
}
