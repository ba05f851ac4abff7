/** Which files one would share: asked for while nobody can, and kept on this device alone. */

import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const WISHES = ['Photos', 'Videos', 'Documents', 'Audio', 'Code', 'Anything else'] as const;
export type Wish = (typeof WISHES)[number];

export const useWishes = create<{ wishes: readonly Wish[] }>()(
  persist(() => ({ wishes: [] as readonly Wish[] }), { name: 'file-wishes' }),
);

/** Wishes for it, or doesn't any more. */
export function toggleWish(wish: Wish) {
  useWishes.setState(({ wishes }) => ({
    wishes: wishes.includes(wish) ? wishes.filter((other) => other !== wish) : [...wishes, wish],
  }));
}
