/** Administrators make bots here. */

export function BotsScreen() {
  return null;
}
