/** How long to wait before trying again what has failed. */

const SHORTEST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * Anywhere between a second and a limit that doubles with each failure, up to half a minute. By
 * chance, so that all who lost a server don't come back to it at the same instant.
 */
export function retryDelay(failures: number, chance: () => number = Math.random): number {
  const limit = Math.min(LONGEST_MS, 2 * SHORTEST_MS * 2 ** failures);
  return SHORTEST_MS + chance() * (limit - SHORTEST_MS);
}
