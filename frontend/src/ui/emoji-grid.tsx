/** All emoji by group, and a search over their names. Comes with its data, when first asked for. */

import { useQueryClient } from '@tanstack/react-query';
import {
  type EmojiData,
  EmojiPicker,
  type EmojiPickerListCategoryHeaderProps,
  type EmojiPickerListEmojiProps,
  type EmojiPickerListRowProps,
} from 'frimousse';
import type { HTMLAttributes } from 'react';
import { emojiData, type EmojiData as NamedEmoji } from './emoji-data';
import { useMedia } from './use-media';

const COLUMNS = 8;

/** What one searches by is the tags and the label; short names are as good. */
function forGrid({ emoji, groups }: NamedEmoji): EmojiData {
  return {
    locale: 'en',
    emojis: emoji.map(({ emoji, label, group, names, tags }) => ({
      emoji,
      label,
      category: group,
      version: 1,
      tags: [...tags, ...names],
    })),
    categories: groups.map(({ index, label }) => ({ index, label })),
    // We offer none: a thumb is a thumb.
    skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
  };
}

/** It counts rows and columns from nought; whoever reads them aloud counts from one. */
function fromOne<Props extends HTMLAttributes<HTMLElement>>(props: Props): Props {
  const counted = { ...props };
  for (const index of ['aria-rowindex', 'aria-colindex'] as const) {
    if (props[index] !== undefined) counted[index] = props[index] + 1;
  }
  return counted;
}

const parts = {
  CategoryHeader: ({ category, ...props }: EmojiPickerListCategoryHeaderProps) => (
    <div {...props} className="emoji-group">
      {category.label}
    </div>
  ),
  Row: ({ children, ...props }: EmojiPickerListRowProps) => (
    <div {...fromOne(props)} className="emoji-row">
      {children}
    </div>
  ),
  Emoji: ({ emoji, ...props }: EmojiPickerListEmojiProps) => (
    <button
      {...fromOne(props)}
      type="button"
      className="emoji-option"
      title={emoji.label}
      data-testid="emoji-option"
      data-emoji={emoji.emoji}
    >
      {emoji.emoji}
    </button>
  ),
};

export function EmojiGrid({ onPick }: { onPick: (emoji: string) => void }) {
  const cache = useQueryClient();
  const hasKeyboard = useMedia('(hover: hover)');
  return (
    <EmojiPicker.Root
      className="emoji-grid"
      columns={COLUMNS}
      resolveEmojiData={async () => forGrid(await cache.fetchQuery(emojiData))}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
    >
      <EmojiPicker.Search
        className="field-input"
        aria-label="Search emoji"
        // A picker may stand inside a form: Enter in here is none of its business.
        form=""
        placeholder="Search"
        autoFocus={hasKeyboard}
      />
      <EmojiPicker.Viewport className="emoji-viewport" tabIndex={0}>
        <EmojiPicker.Empty className="emoji-note">Nothing is called that.</EmojiPicker.Empty>
        <EmojiPicker.List components={parts} />
      </EmojiPicker.Viewport>
    </EmojiPicker.Root>
  );
}
