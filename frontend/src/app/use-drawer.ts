/** On phones the sidebar is a drawer: opened by a button, closed by going somewhere or by Esc. */

import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { PHONE, useMedia } from '@/ui/use-media';

export function useDrawer() {
  const isDrawer = useMedia(PHONE);
  const [wanted, setWanted] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const isOpen = isDrawer && wanted;

  useEffect(() => {
    if (!isOpen) return;
    const opener = document.activeElement;
    panel.current?.querySelector<HTMLElement>('a, button, input')?.focus();
    return () => {
      // Back to what opened it, unless a page that was gone to has taken the focus. A frame later,
      // when the page behind can hold it again.
      requestAnimationFrame(() => {
        const isNowhere = document.activeElement === document.body;
        if (isNowhere && opener instanceof HTMLElement) opener.focus();
      });
    };
  }, [isOpen]);

  const close = () => setWanted(false);

  return {
    isDrawer,
    isOpen,
    panel,
    open: () => setWanted(true),
    close,
    /** Also when one chooses where one is already: nothing else would tell. */
    closeAfterLink({ target }: MouseEvent) {
      if (target instanceof Element && target.closest('a, [data-leads-away]')) close();
    },
    closeOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.isDefaultPrevented() || !isOpen) return;
      event.preventDefault();
      close();
    },
  };
}
