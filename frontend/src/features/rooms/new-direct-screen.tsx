/** Soon. */

export function NewDirectScreen() {
  return null;
}
