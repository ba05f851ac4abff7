/** Soon. */

export function NotificationsScreen() {
  return null;
}
