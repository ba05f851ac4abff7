/** The first person makes the account. */

export function FirstRunScreen() {
  return null;
}
