/** What a list draws when it opens at its end: as much as can be seen, at once; the rest joins it then. */

import { useMemo } from 'react';
import { usePainted } from '@/ui/use-painted';
import type { Row } from './rows';

/** No row is lower than this, or hardly one. */
const LOWEST_ROW_PX = 40;

/**
 * Told where to begin, the virtual list takes some frames to get there, and shows nothing meanwhile.
 * With no more rows than fit on the screen there is nowhere to get to; the older ones come in like a
 * page that was loaded.
 */
export function useOpeningRows(rows: readonly Row[], opensAtEnd: boolean): readonly Row[] {
  const isOpen = usePainted(true, !opensAtEnd);
  return useMemo(
    () => (isOpen ? rows : rows.slice(-Math.ceil(window.innerHeight / LOWEST_ROW_PX))),
    [rows, isOpen],
  );
}
