/** A finger that stays: the touch screen's way to a menu. */

import { type PointerEvent, useCallback, useEffect, useRef } from 'react';

const HELD_MS = 450;
/** Fingers tremble. */
const STEADY_WITHIN_PX = 10;

type Press = { timer: ReturnType<typeof setTimeout>; x: number; y: number };

export function useLongPress(onLongPress: () => void) {
  const press = useRef<Press | null>(null);

  const end = useCallback(() => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  }, []);

  useEffect(() => end, [end]);

  return {
    onPointerDown(event: PointerEvent) {
      // Links and buttons have a press of their own.
      const isOthers = event.target instanceof Element && event.target.closest('a, button');
      if (event.pointerType !== 'touch' || isOthers) return;
      end();
      const timer = setTimeout(onLongPress, HELD_MS);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const from = press.current;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > STEADY_WITHIN_PX) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
