/** A round picture with a camera on it: pressing it tells when another can be chosen. */

import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Popover } from '@/ui/popover-menu';
import { Notice } from './notice';
import './picture-button.css';
import { useFeature } from './use-feature';

type PictureButtonProps = {
  name: string;
  icon: ReactNode;
  feature: 'avatars_enabled' | 'files_enabled';
  /** What stands there now. */
  shown: ReactNode;
  /** What will be possible, and what is until then. */
  children: ReactNode;
};

export function PictureButton({ name, icon, feature, shown, children }: PictureButtonProps) {
  const isEnabled = useFeature(feature);
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const close = useCallback(() => setOpen(false), []);
  return (
    <span ref={place} className="picture-place">
      <button
        type="button"
        className="picture-button"
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {shown}
        <span className="picture-badge">{icon}</span>
      </button>
      {open && (
        <Popover anchor={place} label={name} align="start" onClose={close}>
          <Notice icon={icon} isEnabled={isEnabled}>
            <p>{children}</p>
          </Notice>
        </Popover>
      )}
    </span>
  );
}
