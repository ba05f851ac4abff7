/** A picture, large, over everything: click or + and − to look closer, Esc to leave. */

import { Download, Share2, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { IconButton } from '@/ui/icon-button';
import './lightbox.css';

export interface LightboxProps {
  src: string;
  /** What it shows. */
  alt: string;
  onClose: () => void;
}

/** Each a step closer; at the first the whole picture is seen. */
const ZOOMS = [1, 1.5, 2, 3, 4] as const;
const CLOSEST = ZOOMS.length - 1;

const LATER = 'Available in v2.0';

export function Lightbox({ src, alt, onClose }: LightboxProps) {
  const [step, setStep] = useState(0);
  const closer = () => setStep(Math.min(step + 1, CLOSEST));
  const further = () => setStep(Math.max(step - 1, 0));

  function zoomByKey(event: KeyboardEvent) {
    if (event.key === '+' || event.key === '=') closer();
    else if (event.key === '-') further();
    else if (event.key === '0') setStep(0);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title={alt} bare onClose={onClose} className="lightbox">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are also on the buttons. */}
      <div className="lightbox-stage" onKeyDown={zoomByKey}>
        <header className="lightbox-bar">
          <span dir="auto">{alt}</span>
          <IconButton name="Closer" disabled={step === CLOSEST} onClick={closer}>
            <ZoomIn />
          </IconButton>
          <IconButton name="Further away" disabled={step === 0} onClick={further}>
            <ZoomOut />
          </IconButton>
          <IconButton name="Download" aria-disabled title={LATER}>
            <Download />
          </IconButton>
          <IconButton name="Share" aria-disabled title={LATER}>
            <Share2 />
          </IconButton>
          <IconButton name="Close" onClick={onClose}>
            <X />
          </IconButton>
        </header>
        <div className="lightbox-view">
          <button
            type="button"
            className="lightbox-picture"
            aria-label={step === 0 ? 'Look closer' : 'See the whole picture'}
            style={{
              inlineSize: `${100 * (ZOOMS[step] ?? 1)}%`,
              blockSize: `${100 * (ZOOMS[step] ?? 1)}%`,
            }}
            data-zoomed={step > 0 || undefined}
            onClick={() => setStep(step === 0 ? 2 : 0)}
          >
            <img src={src} alt={alt} />
          </button>
        </div>
      </div>
    </Dialog>
  );
}
