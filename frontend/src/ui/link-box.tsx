/** A link, or a key, to pass on: to copy, to show to a camera, to share. */

import { QrCode as QrIcon, Share2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { CopyButton } from './copy-button';
import { Dialog } from './dialog';
import { IconButton } from './icon-button';
import './link-box.css';
import { QrCode } from './qr-code';
import { showTrouble } from './toast';

type LinkBoxProps = {
  /** "Join link" */
  label: string;
  value: string;
  hint?: ReactNode;
  /** The same as a picture. */
  qrSvg?: string | undefined;
  /** What the system's share sheet says it is; without it there is nothing to share. */
  shareTitle?: string;
};

export function LinkBox({ label, value, hint, qrSvg, shareTitle }: LinkBoxProps) {
  const [showsQr, setShowsQr] = useState(false);
  const id = useId();

  async function share(title: string) {
    try {
      await navigator.share({ title, url: value });
    } catch (cause) {
      // Somebody changed their mind.
      if (!(cause instanceof DOMException && cause.name === 'AbortError')) showTrouble(cause);
    }
  }

  return (
    <div className="link-box">
      <label htmlFor={id}>{label}</label>
      <div className="link-box-row">
        <input
          id={id}
          readOnly
          dir="ltr"
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onFocus={(event) => event.target.select()}
        />
        {qrSvg !== undefined && (
          <IconButton
            name={`Show ${label.toLowerCase()} as a QR code`}
            onClick={() => setShowsQr(true)}
          >
            <QrIcon />
          </IconButton>
        )}
        <CopyButton text={value} name={`Copy ${label.toLowerCase()}`} />
        {shareTitle !== undefined && 'share' in navigator && (
          <IconButton name={`Share ${label.toLowerCase()}`} onClick={() => share(shareTitle)}>
            <Share2 />
          </IconButton>
        )}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {showsQr && qrSvg !== undefined && (
        <Dialog title={label} onClose={() => setShowsQr(false)} className="dialog-small">
          <div className="dialog-body">
            <QrCode svg={qrSvg} name={`${label} as a QR code`} />
            <p className="link-box-aim">Point a phone’s camera here.</p>
          </div>
        </Dialog>
      )}
    </div>
  );
}
