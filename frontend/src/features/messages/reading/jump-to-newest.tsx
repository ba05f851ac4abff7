/** The way back to the end of the room, with how much was said there meanwhile. */

import { ArrowDown } from 'lucide-react';
import './jump-to-newest.css';

type JumpToNewestProps = { unseen: number; onJump: () => void };

export function JumpToNewest({ unseen, onJump }: JumpToNewestProps) {
  return (
    <button
      type="button"
      className="jump-to-newest"
      data-testid="jump-to-newest"
      data-unseen={unseen > 0 || undefined}
      onClick={onJump}
    >
      <ArrowDown />
      {unseen > 0 ? <span>{unseen} new</span> : <span>Jump to newest</span>}
    </button>
  );
}
