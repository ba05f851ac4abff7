/** The paper clip beside the composer: where files will be chosen. */

import { Paperclip } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { IconButton } from '@/ui/icon-button';
import { Popover } from '@/ui/popover-menu';
import { FileNotice } from './file-notice';

export function PaperClip() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  const close = useCallback(() => setOpen(false), []);
  return (
    <span ref={button} data-testid="file-upload-area">
      <IconButton
        name="Attach a file"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-describedby="attach-when"
        onClick={() => setOpen(!open)}
      >
        <Paperclip />
      </IconButton>
      {open ? (
        <Popover anchor={button} label="Attach a file" align="start" onClose={close}>
          <FileNotice />
        </Popover>
      ) : (
        <span id="attach-when" className="said-only">
          Coming in v2.0
        </span>
      )}
    </span>
  );
}
