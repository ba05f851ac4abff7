/** Plays the sounds of messages: by themselves once, when they are said; again when asked to. */

import { create } from 'zustand';
import type { Message, Sound } from '@/api/schema';
import { useSoundSettings } from '@/ui/sound-settings';

type Playing = {
  /** The message's `client_message_id`: the same before and after it is sent. */
  key: string | null;
  /** The browser waits for a click anywhere before it lets a page make noise. */
  isHeldBack: boolean;
};

const playerStore = create<Playing>(() => ({ key: null, isHeldBack: false }));

/** Those that have played by themselves. A message is heard once, however often it comes. */
const heard = new Set<string>();

let audio: HTMLAudioElement | null = null;

/** How the player of a message looks. */
export function useSoundState(key: string): 'idle' | 'playing' | 'held-back' {
  return playerStore((playing) => {
    if (playing.key !== key) return 'idle';
    return playing.isHeldBack ? 'held-back' : 'playing';
  });
}

/** Somebody pressed play: it plays, also while sounds are muted. */
export function play(sound: Sound, key: string) {
  audio?.pause();
  const next = new Audio(sound.url);
  audio = next;
  next.volume = useSoundSettings.getState().volume;
  next.onended = () => isOver(next);
  next.onerror = () => isOver(next);
  playerStore.setState({ key, isHeldBack: false });
  next.play().catch((cause: unknown) => {
    if (audio !== next) return;
    if (cause instanceof DOMException && cause.name === 'NotAllowedError') {
      playerStore.setState({ key, isHeldBack: true });
    } else isOver(next);
  });
}

function isOver(ended: HTMLAudioElement) {
  if (audio === ended) playerStore.setState({ key: null, isHeldBack: false });
}

/** A message has just come, in the room on screen and at its end: its sound is heard, once. */
export function playArrival({ sound, client_message_id }: Message) {
  if (!sound || heard.has(client_message_id)) return;
  heard.add(client_message_id);
  if (!useSoundSettings.getState().muted) play(sound, client_message_id);
}
