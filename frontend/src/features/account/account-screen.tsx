/** The account: its name, join link and settings. */

export function AccountScreen() {
  return null;
}
