/** Finding what was said. */

export function SearchScreen() {
  return null;
}
