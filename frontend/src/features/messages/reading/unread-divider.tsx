/** From here on I haven't read. */

import './separators.css';

export function UnreadDivider() {
  return (
    <div className="unread-divider" data-testid="unread-divider">
      <span>New</span>
    </div>
  );
}
