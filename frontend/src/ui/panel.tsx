/** One subject of a page of settings: a heading, and what belongs to it, on a ground of its own. */

import { type ReactNode, useId } from 'react';
import './panel.css';
import { classNames } from './class-names';

type PanelProps = { title: string; children: ReactNode; className?: string };

export function Panel({ title, children, className }: PanelProps) {
  const id = useId();
  return (
    <section className={classNames('panel', className)} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

type PageProps = { title: string; children: ReactNode; actions?: ReactNode; className?: string };

/** A page beside the sidebar that isn't a room: its title, and panels below one another. */
export function Page({ title, children, actions, className }: PageProps) {
  return (
    <div className={classNames('page', className)}>
      <header className="page-header">
        <h1 dir="auto">{title}</h1>
        {actions}
      </header>
      {children}
    </div>
  );
}
