/** What may come a frame later, so that what matters more is painted first. */

import { useEffect, useState } from 'react';

/** The value, as it was (`atFirst`) until all that depends on the new one has been painted. */
export function usePainted<Value>(value: Value, atFirst: Value = value): Value {
  const [painted, setPainted] = useState(atFirst);

  useEffect(() => {
    // A page that nobody sees paints nothing.
    if (document.hidden) {
      setPainted(value);
      return;
    }
    let after: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      after = setTimeout(() => setPainted(value));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(after);
    };
  }, [value]);

  return painted;
}
