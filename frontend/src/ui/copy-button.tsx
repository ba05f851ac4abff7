/** Copies something, and shows for a moment that it did. */

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text';
import { IconButton } from './icon-button';
import { showToast, showTrouble } from './toast';

const SHOWN_FOR_MS = 2_000;

type CopyButtonProps = {
  text: string;
  /** What is copied: "Copy join link". */
  name: string;
};

export function CopyButton({ text, name }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const fading = setTimeout(() => setCopied(false), SHOWN_FOR_MS);
    return () => clearTimeout(fading);
  }, [copied]);

  async function copy() {
    try {
      await copyText(text);
      setCopied(true);
      showToast('Copied');
    } catch (cause) {
      showTrouble(cause);
    }
  }

  return (
    <IconButton name={name} onClick={copy}>
      {copied ? <Check /> : <Copy />}
    </IconButton>
  );
}
