/** How loud sounds are on this device, and whether they play by themselves at all. */

import { create } from 'zustand';
import { persist } from 'zustand/middleware';

type SoundSettings = {
  /** From 0 to 1. */
  volume: number;
  /** Nothing plays by itself; pressing play still does. */
  muted: boolean;
};

/** `useSoundSettings.setState({ muted: true })` changes it, on this device, for good. */
export const useSoundSettings = create<SoundSettings>()(
  persist((): SoundSettings => ({ volume: 0.8, muted: false }), { name: 'sound-settings' }),
);
