/** Answers somebody who wants to share a file: not yet, nothing was uploaded, and what would you share? */

import { Check, FileUp } from 'lucide-react';
import './file-notice.css';
import { Notice } from './notice';
import { useFeature } from './use-feature';
import { toggleWish, useWishes, WISHES } from './wishes-store';

export function FileNotice() {
  const isEnabled = useFeature('files_enabled');
  const { wishes } = useWishes();
  return (
    <Notice icon={<FileUp />} isEnabled={isEnabled}>
      <p>Then you share files here. Until then a link does it.</p>
      <fieldset className="file-wishes">
        <legend>What would you share?</legend>
        {WISHES.map((wish) => (
          <button
            key={wish}
            type="button"
            className="file-wish"
            aria-pressed={wishes.includes(wish)}
            onClick={() => toggleWish(wish)}
          >
            {wishes.includes(wish) && <Check />}
            {wish}
          </button>
        ))}
      </fieldset>
      <p className="file-wishes-thanks" role="status">
        {wishes.length > 0 && 'Thank you. It is noted on this device.'}
      </p>
    </Notice>
  );
}
