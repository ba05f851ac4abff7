/** A finger that stays: the touch screen's way to a menu. */

import {
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';

const HELD_MS = 400;
/** Fingers tremble. */
const STEADY_WITHIN_PX = 10;

type Press = { timer: ReturnType<typeof setTimeout>; x: number; y: number };

/** `isHeld` shows that the finger has stayed long enough: what it asked for opens as it is lifted. */
export function useLongPress(onLongPress: () => void) {
  const press = useRef<Press | null>(null);
  const [isHeld, setHeld] = useState(false);

  const end = useCallback(() => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
    setHeld(false);
  }, []);

  useEffect(() => end, [end]);

  return {
    isHeld,
    onPress: {
      onPointerDown(event: PointerEvent) {
        // Links and buttons have a press of their own.
        const isOthers = event.target instanceof Element && event.target.closest('a, button');
        if (event.pointerType !== 'touch' || isOthers) return;
        end();
        const timer = setTimeout(() => setHeld(true), HELD_MS);
        press.current = { timer, x: event.clientX, y: event.clientY };
      },
      onPointerMove({ clientX, clientY }: PointerEvent) {
        const from = press.current;
        if (from && Math.hypot(clientX - from.x, clientY - from.y) > STEADY_WITHIN_PX) end();
      },
      onPointerUp() {
        // A moment later: this very lifting would close what it opens, as a press beside it.
        if (isHeld) setTimeout(onLongPress);
        end();
      },
      onPointerCancel: end,
      onContextMenu(event: MouseEvent) {
        if (press.current) event.preventDefault();
      },
    },
  };
}
