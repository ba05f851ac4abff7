/** Every emoji with its names. The list is large, so it comes when it is first needed. */

import { queryOptions } from '@tanstack/react-query';

export interface Emoji {
  emoji: string;
  /** As one would say it: "thumbs up". */
  label: string;
  group: number;
  /** What stands between the colons: `+1`, `thumbsup`. */
  names: readonly string[];
  /** What it is about. */
  tags: readonly string[];
}

export interface EmojiData {
  emoji: readonly Emoji[];
  groups: readonly { index: number; label: string }[];
}

const words = (text: string) => (text === '' ? [] : text.split(' '));

async function load(): Promise<EmojiData> {
  const data = await import('virtual:emoji');
  return {
    emoji: data.emoji.map(([emoji, label, group, names, tags]) => ({
      emoji,
      label,
      group,
      names: words(names),
      tags: words(tags),
    })),
    groups: data.groups.map(([index, label]) => ({ index, label })),
  };
}

/** It never changes while the page is open. */
export const emojiData = queryOptions({
  queryKey: ['emoji'],
  queryFn: load,
  staleTime: Number.POSITIVE_INFINITY,
});
