/** Keeps rows in their places while others join before them. */

import { useState } from 'react';
import { placedAgain, placedAtFirst } from './placement';
import type { Row } from './rows';

export function usePlacement(rows: readonly Row[]) {
  const [placed, setPlaced] = useState(() => placedAtFirst(rows));
  if (placed.rows === rows) return placed;
  const next = placedAgain(placed, rows);
  setPlaced(next);
  return next;
}
