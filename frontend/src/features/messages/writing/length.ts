/** How long a message may be, and when to speak of it. */

export const LONGEST = 10_000;

/** Before that a counter would only disturb. */
const NEAR = 500;

/** How many characters are left, once it matters; negative when there are too many. */
export function remaining(text: string): number | undefined {
  // Code units are at least as many as characters, and counted at once.
  if (text.length < LONGEST - NEAR) return undefined;
  const left = LONGEST - Array.from(text.trim()).length;
  return left <= NEAR ? left : undefined;
}
