/** The time, as it passes: for countdowns. */

import { useEffect, useState } from 'react';

const TICK_MS = 250;

export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  return now;
}
