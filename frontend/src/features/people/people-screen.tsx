/** Everybody on the account. */

export function PeopleScreen() {
  return null;
}
