/** Hearing a sound before sending it: one at a time, and only for oneself. */

import type { Sound } from '@/api/schema';
import { useSoundSettings } from '@/ui/sound-settings';
import { showTrouble } from '@/ui/toast';

let playing: HTMLAudioElement | undefined;

export function playSound({ url }: Sound) {
  playing?.pause();
  playing = new Audio(url);
  playing.volume = useSoundSettings.getState().volume;
  playing.play().catch(showTrouble);
}
