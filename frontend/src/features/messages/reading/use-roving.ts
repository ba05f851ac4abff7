/** The keyboard's way through the messages: one of them is a stop for Tab, arrows move to others. */

import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import { isOutgoing, type Row } from './rows';

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowUp: (at) => at - 1,
  k: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  j: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** On it or on one of its buttons, but not where arrows have another meaning. */
function isOnMessage(target: EventTarget): boolean {
  if (!(target instanceof Element) || !target.closest('.message')) return false;
  return !target.closest('[popover], dialog, form, pre');
}

/** Drafts are on their way to being messages; there is nothing to do with them yet. */
function stopsIn(rows: readonly Row[]): number[] {
  return rows.flatMap((row, index) =>
    row.kind === 'message' && !isOutgoing(row.said) ? [index] : [],
  );
}

export function useRoving(rows: readonly Row[], list: RefObject<VirtuosoHandle | null>) {
  const [wanted, setWanted] = useState<string | null>(null);
  const region = useRef<HTMLDivElement>(null);

  const stops = stopsIn(rows);
  const found = stops.find((index) => rows[index]?.key === wanted);
  const current = found ?? stops.at(-1);

  function focusOn(index: number) {
    const row = rows[index];
    if (row?.kind !== 'message' || isOutgoing(row.said)) return;
    const { id } = row.said;
    setWanted(row.key);
    const focus = () =>
      region.current?.querySelector<HTMLElement>(`[data-message-id="${id}"]`)?.focus();
    list.current?.scrollIntoView({ index, done: () => requestAnimationFrame(focus) });
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (!step || !isOnMessage(event.target) || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    const at = stops.indexOf(current ?? -1);
    const next = stops[Math.max(0, Math.min(step(at, stops.length - 1), stops.length - 1))];
    if (next !== undefined) focusOn(next);
  }

  /** Wherever the focus came from, arrows go on from there. */
  function onFocus({ target }: { target: EventTarget }) {
    const id =
      target instanceof Element && target.closest('.message')?.getAttribute('data-message-id');
    const index = stops.find((stop) => {
      const row = rows[stop];
      return row?.kind === 'message' && !isOutgoing(row.said) && String(row.said.id) === id;
    });
    const key = index !== undefined && rows[index]?.key;
    if (key && key !== wanted) setWanted(key);
  }

  return {
    region,
    currentKey: current === undefined ? undefined : rows[current]?.key,
    onKeyDown,
    onFocus,
  };
}
