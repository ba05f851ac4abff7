/** Code, in colour once the colours are there; its size never changes. */

import { createElement, memo, type ReactNode, useEffect, useState } from 'react';
import { CopyButton } from '@/ui/copy-button';
import './code-block.css';
import type { Coloured } from './highlight';

type CodeBlockProps = { text: string; language: string | undefined };

export const CodeBlock = memo(function CodeBlock({ text, language }: CodeBlockProps) {
  const coloured = useColours(text, language);
  return (
    <div className="code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled to, by keys too. */}
      <pre tabIndex={0} dir="ltr">
        <code>{coloured ? drawn(coloured) : text}</code>
      </pre>
      <span className="code-copy">
        <CopyButton text={text} name="Copy code" />
      </span>
    </div>
  );
});

/** The highlighter is asked for when the first code comes on screen, and not before. */
function useColours(text: string, language: string | undefined): Coloured[] | null {
  const [coloured, setColoured] = useState<Coloured[] | null>(null);

  useEffect(() => {
    let isWanted = true;
    import('./highlight')
      .then(({ highlight }) => highlight(text, language))
      .then((result) => isWanted && setColoured(result))
      // Offline it may not be had; plain code is as readable.
      .catch(() => {});
    return () => {
      isWanted = false;
    };
  }, [text, language]);

  return coloured;
}

function drawn(parts: readonly Coloured[]): ReactNode[] {
  return parts.map((part, index) =>
    typeof part === 'string'
      ? part
      : createElement('span', { key: index, className: part.className }, drawn(part.parts)),
  );
}
