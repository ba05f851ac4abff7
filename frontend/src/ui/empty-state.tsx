/** Where there is nothing yet: what this place is for, and what to do first. */

import type { ReactNode } from 'react';
import './empty-state.css';

type EmptyStateProps = { icon: ReactNode; title: string; children?: ReactNode };

export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <span className="empty-state-icon" aria-hidden="true">
        {icon}
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
