/** CSS that administrators add to every page. */

export function StylesScreen() {
  return null;
}
