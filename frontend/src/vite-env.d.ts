/// <reference types="vite/client" />

declare module 'virtual:palette.css';

/** Made by `build/emoji.ts`. */
declare module 'virtual:emoji' {
  /** The emoji, its name, its group, its short names, and what it is about. */
  export const emoji: [emoji: string, label: string, group: number, names: string, tags: string][];
  export const groups: [index: number, label: string][];
}
