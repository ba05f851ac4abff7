/** Soon. */

export function NewRoomScreen() {
  return null;
}
