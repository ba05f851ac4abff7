/** Where one types what to look for. Enter looks; Esc clears, and then leaves. */

import { ArrowUp, Search, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { IconButton } from '@/ui/icon-button';

type SearchBoxProps = {
  /** What was looked for last. */
  words: string;
  onLook: (words: string) => void;
  onLeave: () => void;
};

export function SearchBox({ words, onLook, onLeave }: SearchBoxProps) {
  const [typed, setTyped] = useState(words);
  const [lookedFor, setLookedFor] = useState(words);
  const input = useRef<HTMLInputElement>(null);

  // The address changed, by going back or by choosing an earlier search: the box follows.
  if (lookedFor !== words) {
    setLookedFor(words);
    setTyped(words);
  }

  function look(event: FormEvent) {
    event.preventDefault();
    if (typed.trim()) onLook(typed.trim());
  }

  function clear() {
    setTyped('');
    onLook('');
    input.current?.focus();
  }

  function clearOrLeave(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (typed) clear();
    else onLeave();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers of three years ago don't know <search>.
    <form role="search" className="search-box" onSubmit={look}>
      <Search />
      <input
        ref={input}
        id="search-input"
        type="search"
        enterKeyHint="search"
        dir="auto"
        aria-label="Search messages"
        placeholder="Words, or “a phrase”"
        autoComplete="off"
        maxLength={1000}
        // biome-ignore lint/a11y/noAutofocus: whoever opens this page came to type here.
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={clearOrLeave}
      />
      {typed && (
        <IconButton name="Clear" onClick={clear}>
          <X />
        </IconButton>
      )}
      <IconButton name="Look for it" type="submit" main>
        <ArrowUp />
      </IconButton>
    </form>
  );
}
