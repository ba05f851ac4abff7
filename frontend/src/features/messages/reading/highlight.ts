/** Colours for code. Loaded when the first code is shown: it is larger than the rest of the list. */

import type { LanguageFn } from 'highlight.js';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import xml from 'highlight.js/lib/languages/xml';
import { createLowlight } from 'lowlight';

/** Text, or parts of it with what they are (`hljs-keyword`). */
export type Coloured = string | { className: string; parts: Coloured[] };

const LANGUAGES: Record<string, LanguageFn> = {
  bash,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  python,
  ruby,
  rust,
  sql,
  xml,
};

/** A guess reads the text once a language; a longer text would be felt. */
const GUESSED_UP_TO_CHARACTERS = 4_000;
/** Below this a guess is a coin toss, and prose would look like code that was broken. */
const RELEVANT_FROM = 5;
const REMEMBERED = 200;

const lowlight = createLowlight(LANGUAGES);
const known = new Map<string, Coloured[] | null>();

/** The text in colours; `null` if it speaks no language that we know. */
export async function highlight(text: string, language?: string): Promise<Coloured[] | null> {
  const key = `${language ?? ''}\n${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  await leisure();
  const coloured = colour(text, language);
  if (known.size >= REMEMBERED) known.clear();
  known.set(key, coloured);
  return coloured;
}

function colour(text: string, language: string | undefined): Coloured[] | null {
  if (language) {
    return lowlight.registered(language) ? parts(lowlight.highlight(language, text)) : null;
  }
  if (text.length > GUESSED_UP_TO_CHARACTERS) return null;
  const guess = lowlight.highlightAuto(text);
  return (guess.data?.relevance ?? 0) >= RELEVANT_FROM ? parts(guess) : null;
}

/** As the highlighter gives it: text, and elements that only carry a class. */
type Tree = { children: readonly Leaf[] };
type Leaf =
  | { type: 'text'; value: string }
  | ({ type: 'element'; properties: { className?: unknown } } & Tree)
  | { type: 'comment' | 'doctype' };

function parts(tree: Tree): Coloured[] {
  return tree.children.flatMap((leaf): Coloured[] => {
    if (leaf.type === 'text') return [leaf.value];
    if (leaf.type !== 'element') return [];
    const { className } = leaf.properties;
    return [{ className: Array.isArray(className) ? className.join(' ') : '', parts: parts(leaf) }];
  });
}

/** Scrolling and typing go first. */
function leisure(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 300 });
    else setTimeout(resolve);
  });
}
