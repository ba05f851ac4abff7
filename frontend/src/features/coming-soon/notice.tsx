/** Says what comes in 2.0, and what one can do until then. */

import type { ReactNode } from 'react';
import './notice.css';

type NoticeProps = {
  icon: ReactNode;
  /** The administrators have switched it on: this version still can't. */
  isEnabled: boolean;
  /** What will be possible, and what is until then. */
  children: ReactNode;
};

export function Notice({ icon, isEnabled, children }: NoticeProps) {
  return (
    <div className="coming-soon">
      <span className="coming-soon-icon" aria-hidden="true">
        {icon}
      </span>
      <h3>Coming in v2.0</h3>
      {isEnabled && <p>It is switched on for this account, but this version can’t do it yet.</p>}
      {children}
    </div>
  );
}
