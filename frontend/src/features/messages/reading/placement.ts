/**
 * Where rows stand in the virtual list. It numbers them, and stays where it is only if a row keeps its
 * number while others join before it.
 */

import type { Row } from './rows';

/** Far from both ends, so that numbers stay positive however much is loaded before. */
const MIDDLE = 10_000_000;

export type Placement = {
  rows: readonly Row[];
  /** The number of the first row. */
  firstIndex: number;
  /** Counts the times when everything was replaced: then there is no place to keep. */
  generation: number;
};

export function placedAtFirst(rows: readonly Row[]): Placement {
  return { rows, firstIndex: MIDDLE, generation: 0 };
}

/** Numbers the rows so that those already there keep theirs. */
export function placedAgain(before: Placement, rows: readonly Row[]): Placement {
  const now = new Map(rows.map((row, index) => [row.key, index]));
  // Days may stand before other messages of theirs now: only messages hold their place.
  for (const [index, row] of before.rows.entries()) {
    const found = row.kind === 'message' ? now.get(row.key) : undefined;
    if (found !== undefined) {
      return { ...before, rows, firstIndex: before.firstIndex + index - found };
    }
  }
  const hadMessages = before.rows.some((row) => row.kind === 'message');
  return { rows, firstIndex: MIDDLE, generation: before.generation + (hadMessages ? 1 : 0) };
}
