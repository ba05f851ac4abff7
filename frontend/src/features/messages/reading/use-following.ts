/** Whether the list goes on with the conversation, or stays where somebody reads. */

import { useCallback, useEffect, useRef, useState } from 'react';

/** This close to the end one is at the end. */
export const NEAR_END_PX = 100;

/** What the virtual list scrolls: as high as all its rows. */
const CONTENT = '[data-testid=virtuoso-item-list]';

export type Following = {
  /** The end is in sight. */
  isAtEnd: boolean;
  /** For the list: what scrolls. */
  setScroller: (scroller: HTMLElement | Window | null) => void;
  /** Goes to the end and stays there. */
  follow: () => void;
};

/**
 * The end is followed from when one reaches it until one scrolls away from it: by a new message, a
 * picture that has come, a composer that has grown. Only a hand moves the list elsewhere.
 */
export function useFollowing(startsAtEnd: boolean): Following {
  const [isAtEnd, setAtEnd] = useState(startsAtEnd);
  const isFollowing = useRef(startsAtEnd);
  const [scroller, setElement] = useState<HTMLElement | null>(null);

  const toEnd = useCallback(() => {
    if (scroller && isFollowing.current) scroller.scrollTop = scroller.scrollHeight;
  }, [scroller]);

  const follow = useCallback(() => {
    isFollowing.current = true;
    toEnd();
  }, [toEnd]);

  useEffect(() => {
    if (!scroller) return;
    let before = scroller.scrollTop;

    function onScroll() {
      if (!scroller) return;
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      const isNear = scrollHeight - clientHeight - scrollTop <= NEAR_END_PX;
      if (isNear) isFollowing.current = true;
      // What grows below moves the end away without anybody having scrolled.
      else if (scrollTop < before) isFollowing.current = false;
      before = scrollTop;
      setAtEnd(isFollowing.current);
    }

    // Told of both before anything is painted: the end never moves before one's eyes.
    const resized = new ResizeObserver(toEnd);
    resized.observe(scroller);
    const content = scroller.querySelector(CONTENT);
    if (content) resized.observe(content);
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [scroller, toEnd]);

  return {
    isAtEnd,
    setScroller: useCallback((next) => setElement(next instanceof HTMLElement ? next : null), []),
    follow,
  };
}
