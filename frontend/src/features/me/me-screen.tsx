/** My profile, my devices, my rooms. */

export function MeScreen() {
  return null;
}
