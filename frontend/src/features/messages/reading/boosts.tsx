/** What others gave a message: each boost a pill with who gave it. My own can be taken back. */

import { X } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '@/api/queries';
import type { Boost, Message } from '@/api/schema';
import { classNames } from '@/ui/class-names';
import { IconButton } from '@/ui/icon-button';
import { Initials } from '@/ui/initials';
import { showTrouble } from '@/ui/toast';
import { useBoosts } from '../data/use-boosts';
import './boosts.css';
import { isOnlyEmoji } from './emoji';

export function Boosts({ message }: { message: Message }) {
  const me = useMe();
  const { take } = useBoosts(message);
  return (
    <ul className="boosts" aria-label="Boosts">
      {keyed(message.boosts).map(({ key, boost }) => (
        <li key={key}>
          {boost.booster_id === me.id ? (
            <MyBoost boost={boost} onTake={() => take(boost.id).catch(showTrouble)} />
          ) : (
            <span className={lookOf(boost)} title={boost.booster.name}>
              <BoostContent boost={boost} by={boost.booster.name} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A boost keeps its place and its look when the server gives it an id. */
function keyed(boosts: readonly Boost[]) {
  const counts = new Map<string, number>();
  return boosts.map((boost) => {
    const same = `${boost.booster_id} ${boost.content}`;
    const count = (counts.get(same) ?? 0) + 1;
    counts.set(same, count);
    return { key: `${same} ${count}`, boost };
  });
}

function lookOf(boost: Boost): string {
  return classNames('boost', isOnlyEmoji(boost.content) && 'boost-emoji');
}

function BoostContent({ boost, by }: { boost: Boost; by: string }) {
  return (
    <>
      <Initials person={boost.booster} size="small" />
      <span className="said-only">{by} boosted: </span>
      <span dir="auto">{boost.content}</span>
    </>
  );
}

/** Two steps: the first shows what the second would do, so that nothing is lost by a slip. */
function MyBoost({ boost, onTake }: { boost: Boost; onTake: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc and leaving close what its buttons opened.
    <span
      className="boost-mine"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setOpen(false);
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        type="button"
        className={lookOf(boost)}
        title="You. Press to take it back."
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <BoostContent boost={boost} by="You" />
      </button>
      {isOpen && (
        <IconButton name={`Take back ${boost.content}`} className="boost-take" onClick={onTake}>
          <X />
        </IconButton>
      )}
    </span>
  );
}
