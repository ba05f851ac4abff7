/** How loud sounds are on this device. */

import { Volume1 } from 'lucide-react';
import { useId } from 'react';
import { Button } from '@/ui/button';
import { useSoundSettings } from '@/ui/sound-settings';
import { Switch } from '@/ui/switch';
import { showToast } from '@/ui/toast';

export function SoundChoice() {
  const { volume, muted } = useSoundSettings();
  const id = useId();

  async function test() {
    const bell = new Audio('/assets/sounds/bell.mp3');
    bell.volume = volume;
    try {
      await bell.play();
    } catch {
      showToast('The browser didn’t play it. Look whether this page may play sounds.', 'trouble');
    }
  }

  return (
    <div className="sound-choice">
      <Switch
        label="Play sounds as they arrive"
        hint="Somebody says /play bell, and everybody in the room hears it."
        on={!muted}
        onChange={(on) => useSoundSettings.setState({ muted: !on })}
      />
      <div className="sound-volume">
        <label htmlFor={id}>Volume</label>
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(volume * 100)}
          aria-valuetext={`${Math.round(volume * 100)} percent`}
          onChange={(event) =>
            useSoundSettings.setState({ volume: Number(event.target.value) / 100 })
          }
        />
        <Button icon={<Volume1 />} onClick={test}>
          Test
        </Button>
      </div>
    </div>
  );
}
