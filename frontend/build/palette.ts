/** The brand's colours as a stylesheet: `on_accent` becomes `--on-accent`. */

import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const source = new URL('../../assets/brand/palette.json', import.meta.url);
const name = 'virtual:palette.css';

type Theme = 'light' | 'dark';
type Palette = { roles: Record<string, Record<Theme, string>> };

function stylesheet(): string {
  const { roles }: Palette = JSON.parse(readFileSync(source, 'utf8'));
  const properties = (theme: Theme) =>
    Object.entries(roles)
      .map(([role, colours]) => `--${role.replaceAll('_', '-')}:${colours[theme]};`)
      .join('');
  const light = `color-scheme:light;${properties('light')}`;
  const dark = `color-scheme:dark;${properties('dark')}`;
  return `@layer tokens{
:root{${light}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
:root[data-theme=dark]{${dark}}}`;
}

export function palette(): Plugin {
  return {
    name: 'palette',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? stylesheet() : null),
  };
}
