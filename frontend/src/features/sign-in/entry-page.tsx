/** The place before the door: the mark, what this page is for, and the light of the fire. */

import type { ReactNode } from 'react';
import './entry-page.css';

type EntryPageProps = { title: string; lead?: ReactNode; children: ReactNode };

export function EntryPage({ title, lead, children }: EntryPageProps) {
  return (
    <main className="entry">
      <div className="entry-content">
        <header className="entry-header">
          <img src="/assets/brand/mark.svg" alt="" className="entry-mark" />
          <h1>{title}</h1>
          {lead && <p className="entry-lead">{lead}</p>}
        </header>
        {children}
      </div>
    </main>
  );
}
