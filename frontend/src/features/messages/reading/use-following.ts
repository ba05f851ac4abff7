/** Whether the list goes on with the conversation, or stays where somebody reads. */

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** A new message takes those along who are this close to the end. */
const NEAR_END_PX = 100;
/** Fractions of pixels are no distance. */
const AT_END_PX = 2;

/** After opening, the list draws, measures and moves until it is where it should be. */
const SETTLED_AFTER_MS = 400;
/** Whoever does this wants to move it. */
const HANDS = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/** What the virtual list scrolls: as high as all its rows. */
const CONTENT = '[data-testid=virtuoso-item-list]';

export type Following = {
  /** The end is in sight, or nearly. */
  isAtEnd: boolean;
  /** For the list: what scrolls. */
  setScroller: (scroller: HTMLElement | Window | null) => void;
  /** Goes to the end and stays there. */
  follow: () => void;
  /** Stays where it is, whatever is said. */
  stay: () => void;
};

type List = {
  /** It opens there, and not around a message. */
  startsAtEnd: boolean;
  /** Its end is the room's. */
  isLive: boolean;
  newestKey: string | undefined;
};

/**
 * Whoever is at the end stays there: when something is said, a picture has come, a composer has
 * grown. Whoever has scrolled away from it is left alone.
 */
export function useFollowing({ startsAtEnd, isLive, newestKey }: List): Following {
  const [isAtEnd, setAtEnd] = useState(startsAtEnd);
  const [scroller, setElement] = useState<HTMLElement | null>(null);
  const isPinned = useRef(startsAtEnd);
  const wasLive = useRef(isLive);
  const distance = useRef(startsAtEnd ? 0 : Number.POSITIVE_INFINITY);

  const toEnd = useCallback(() => {
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }, [scroller]);

  const follow = useCallback(() => {
    isPinned.current = true;
    distance.current = 0;
    toEnd();
  }, [toEnd]);

  const stay = useCallback(() => {
    isPinned.current = false;
    distance.current = Number.POSITIVE_INFINITY;
  }, []);

  // Before the newest row is painted, the distance is still the one from before it came. At the end
  // of a stretch of the past there is nothing to follow: what comes there is only loaded.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when the newest is another one.
  useLayoutEffect(() => {
    if (wasLive.current && distance.current <= NEAR_END_PX) follow();
    wasLive.current = isLive;
  }, [newestKey, isLive, follow]);

  useEffect(() => {
    if (!scroller) return;
    let size = '';
    let isSettled = false;
    let settling: ReturnType<typeof setTimeout>;

    function settle() {
      clearTimeout(settling);
      isSettled = true;
    }

    function settleSoon() {
      clearTimeout(settling);
      settling = setTimeout(settle, SETTLED_AFTER_MS);
    }

    function look(list: HTMLElement, isScroll: boolean) {
      const { scrollTop, scrollHeight, clientHeight } = list;
      const away = scrollHeight - clientHeight - scrollTop;
      const sizeNow = `${scrollHeight} ${clientHeight}`;
      // A list that is still being measured moves about by itself; a hand moves it at one size.
      if (!isSettled) settleSoon();
      else if (isScroll && sizeNow === size) {
        isPinned.current = wasLive.current && away <= AT_END_PX;
      }
      size = sizeNow;
      distance.current = isPinned.current ? 0 : away;
      setAtEnd(distance.current <= NEAR_END_PX);
    }

    const onScroll = () => look(scroller, true);
    // Told before anything is painted: the end never moves before one's eyes.
    const resized = new ResizeObserver(() => {
      if (isPinned.current) toEnd();
      look(scroller, false);
    });
    resized.observe(scroller);
    const content = scroller.querySelector(CONTENT);
    if (content) resized.observe(content);
    // First of all who listen: the list itself answers by drawing more, which is another size.
    scroller.addEventListener('scroll', onScroll, { capture: true, passive: true });
    for (const hand of HANDS) scroller.addEventListener(hand, settle, { passive: true });
    settleSoon();
    return () => {
      clearTimeout(settling);
      for (const hand of HANDS) scroller.removeEventListener(hand, settle);
      resized.disconnect();
      scroller.removeEventListener('scroll', onScroll, { capture: true });
    };
  }, [scroller, toEnd]);

  return {
    isAtEnd,
    setScroller: useCallback((next) => setElement(next instanceof HTMLElement ? next : null), []),
    follow,
    stay,
  };
}
