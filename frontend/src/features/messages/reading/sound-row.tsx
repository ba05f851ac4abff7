/** A sound that somebody played: what it says, and a way to hear it again. */

import { Volume2 } from 'lucide-react';
import type { Sound } from '@/api/schema';
import './sound-row.css';
import { play, useSoundState } from './sound-player';

type SoundRowProps = {
  sound: Sound;
  /** The message's `client_message_id`: only its own player moves. */
  playerKey: string;
};

export function SoundRow({ sound, playerKey }: SoundRowProps) {
  const state = useSoundState(playerKey);
  return (
    <button
      type="button"
      className="sound-row"
      data-testid="sound-player"
      data-state={state}
      title={
        state === 'held-back' ? 'Your browser kept this quiet. Press to hear it.' : 'Play again'
      }
      onClick={() => play(sound, playerKey)}
    >
      <span className="sound-speaker">
        <Volume2 />
      </span>
      <span className="said-only">Play {sound.name}: </span>
      {sound.image_url ? (
        <img src={sound.image_url} alt={sound.text} className="sound-image" />
      ) : (
        <span dir="auto">{sound.text}</span>
      )}
    </button>
  );
}
