/** The emoji, their names and what they are about, as one small module: loaded when first looked for. */

import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const source = new URL('../node_modules/emojibase-data/en/', import.meta.url);
const name = 'virtual:emoji';

/** Newer ones are still empty boxes on many devices. */
const NEWEST_VERSION = 15;

/** Skin tones and hair by themselves: parts of emoji rather than emoji. */
const COMPONENTS = 2;

type Entry = {
  emoji: string;
  hexcode: string;
  label: string;
  group?: number;
  version: number;
  tags?: string[];
};
type Shortcodes = Record<string, string | string[] | undefined>;
type Messages = { groups: { order: number; message: string }[] };

const read = <Content>(path: string): Content =>
  JSON.parse(readFileSync(new URL(path, source), 'utf8'));

/** Without the selector that asks for a picture, where a picture is what one gets anyway. */
function plainest(emoji: string): string {
  const bare = emoji.replace(/\u{FE0F}$/u, '');
  return /^\p{Emoji_Presentation}$/u.test(bare) ? bare : emoji;
}

function emojiModule(): string {
  const common: Shortcodes = read('shortcodes/github.json');
  const more: Shortcodes = read('shortcodes/emojibase.json');
  const emoji = read<Entry[]>('data.json')
    .filter(
      ({ group, version }) =>
        group !== undefined && group !== COMPONENTS && version <= NEWEST_VERSION,
    )
    .map(({ emoji, hexcode, label, group, tags = [] }) => {
      const names = new Set([common[hexcode] ?? [], more[hexcode] ?? []].flat());
      return [plainest(emoji), label, group, [...names].join(' '), tags.join(' ')];
    });
  const groups = read<Messages>('messages.json').groups.map(({ order, message }) => [
    order,
    message,
  ]);
  return `export const emoji=${JSON.stringify(emoji)};export const groups=${JSON.stringify(groups)};`;
}

export function emoji(): Plugin {
  return {
    name: 'emoji',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? emojiModule() : null),
  };
}
