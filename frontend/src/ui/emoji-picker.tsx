/** Choosing an emoji, or (for a boost) writing a word. Goes into a `Popover`. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from './button';
import './emoji-picker.css';
import { Field } from './field';
import { QUICK_EMOJI } from './quick-emoji';
import { Spinner } from './spinner';

export interface EmojiPickerProps {
  onPick: (content: string) => void;
  /** Shows the row of eight quick ones first. */
  quick?: boolean;
  /** Also offers to write up to sixteen characters instead. */
  allowText?: boolean;
}

/** The grid, its search and all the names are a chunk of their own, for those who open it. */
const grid = {
  queryKey: ['emoji-grid'],
  queryFn: () => import('./emoji-grid'),
  staleTime: Number.POSITIVE_INFINITY,
};

export function EmojiPicker({ onPick, quick, allowText }: EmojiPickerProps) {
  const { data, isError, refetch } = useQuery(grid);
  return (
    <div className="emoji-picker">
      {quick && (
        <fieldset className="emoji-quick" aria-label="Quick">
          {QUICK_EMOJI.map(([emoji, name]) => (
            <button
              key={emoji}
              type="button"
              className="emoji-option"
              aria-label={name}
              title={name}
              data-testid="emoji-option"
              data-emoji={emoji}
              onClick={() => onPick(emoji)}
            >
              {emoji}
            </button>
          ))}
        </fieldset>
      )}
      {allowText && <WordField onPick={onPick} />}
      {data && <data.EmojiGrid onPick={onPick} />}
      {isError && (
        <p className="emoji-note" role="alert">
          The emoji couldn’t be loaded. <Button onClick={() => refetch()}>Try again</Button>
        </p>
      )}
      {!data && !isError && (
        <p className="emoji-note">
          <Spinner label="Loading emoji" />
        </p>
      )}
    </div>
  );
}

/** As the server counts them. */
const MOST_CHARACTERS = 16;

function WordField({ onPick }: { onPick: (content: string) => void }) {
  const [word, setWord] = useState('');

  function pick() {
    if (word.trim()) onPick(word.trim());
  }

  return (
    <div className="emoji-word">
      <Field
        label="Or say it in a word"
        placeholder="Nice!"
        autoComplete="off"
        value={word}
        onChange={(event) =>
          setWord(Array.from(event.target.value).slice(0, MOST_CHARACTERS).join(''))
        }
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          pick();
        }}
      />
      <Button onClick={pick} refused={word.trim() === '' && 'Write something first.'}>
        Boost
      </Button>
    </div>
  );
}
