/** What people answer with most, ready at hand. */
export const QUICK_EMOJI = [
  ['👍', 'Thumbs up'],
  ['👏', 'Clapping'],
  ['👋', 'Waving hand'],
  ['💪', 'Muscle'],
  ['❤️', 'Red heart'],
  ['😂', 'Tears of joy'],
  ['🎉', 'Party popper'],
  ['🔥', 'Fire'],
] as const;
