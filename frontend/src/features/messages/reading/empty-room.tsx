/** Nothing was said here yet. */

export function EmptyRoom() {
  return (
    <p className="empty-room">
      Nothing was said here yet. Say hello, <kbd>@</kbd> somebody, or try <kbd>/play tada</kbd>.
    </p>
  );
}
