/** On phones the sidebar is a drawer: opened by a button, closed by going somewhere or by Esc. */

import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { PHONE, useMedia } from '@/ui/use-media';

/** The button that opens it. */
export const OPENER = 'drawer-button';

export function useDrawer() {
  const isDrawer = useMedia(PHONE);
  const [address] = useLocation();
  // Being elsewhere is being done with it.
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const panel = useRef<HTMLElement>(null);
  const isOpen = isDrawer && openedAt === address;

  useEffect(() => {
    if (!isOpen) return;
    const opened = panel.current;
    opened?.querySelector<HTMLElement>('a, button, input')?.focus();
    return () => {
      // Back to what opened it, unless a page that was gone to has taken the focus. A frame later,
      // when the page behind can hold it again.
      requestAnimationFrame(() => {
        const focused = document.activeElement;
        const isNowhere = focused === document.body || opened?.contains(focused);
        if (isNowhere) document.getElementById(OPENER)?.focus();
      });
    };
  }, [isOpen]);

  const close = () => setOpenedAt(null);

  return {
    isDrawer,
    isOpen,
    panel,
    open: () => setOpenedAt(address),
    close,
    /** Also when one chooses where one is already: nothing else would tell. */
    closeAfterLink({ target }: MouseEvent) {
      if (target instanceof Element && target.closest('a')) close();
    },
    closeOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.isDefaultPrevented() || !isOpen) return;
      event.preventDefault();
      close();
    },
  };
}
