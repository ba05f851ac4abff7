/** Whether somebody is here right now. Whatever holds it and the name says so to tests from outside. */

import { classNames } from './class-names';
import './presence-dot.css';

export function PresenceDot({ online }: { online: boolean }) {
  return (
    <span className={classNames('presence-dot', online && 'presence-dot-here')}>
      <span className="said-only">{online ? 'online' : 'offline'}</span>
    </span>
  );
}
