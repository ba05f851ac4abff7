/** What one can choose instead of typing on: a list at the caret, while the focus stays in the text. */

import { Hash, Volume2 } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { Sound } from '@/api/schema';
import { ChoiceList } from '@/ui/choice-list';
import { Initials } from '@/ui/initials';
import './completion-list.css';
import { type Completion, keyOf } from './completions';
import { playSound } from './play-sound';
import type { CompletionState } from './use-completion';

const LABELS: Readonly<Record<Completion['kind'], string>> = {
  person: 'People in this room',
  emoji: 'Emoji',
  command: 'Commands',
  sound: 'Sounds',
  room: 'Rooms',
};

/** Between the line one writes and the list, and between that and the window's edge. */
const GAP_PX = 6;

/** Above the line it belongs to, or below where there is more room. */
function place(list: HTMLElement, at: DOMRect) {
  const { width, height } = list.getBoundingClientRect();
  const fitsAbove = at.top - height - GAP_PX >= GAP_PX;
  const top = fitsAbove ? at.top - height - GAP_PX : at.bottom + GAP_PX;
  const isRightToLeft = getComputedStyle(list).direction === 'rtl';
  const left = isRightToLeft ? at.right - width : at.left;
  const most = window.innerWidth - width - GAP_PX;
  list.style.top = `${top}px`;
  list.style.left = `${Math.max(GAP_PX, Math.min(left, most))}px`;
}

export function CompletionList({ completion }: { completion: CompletionState }) {
  const { open, choices } = completion;
  const panel = useRef<HTMLDivElement>(null);
  const rect = open?.rect;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of items, another height.
  useLayoutEffect(() => {
    const list = panel.current;
    if (!list || !rect) return;
    // Above everything, whatever it stands in.
    if (!list.matches(':popover-open')) list.showPopover?.();
    place(list, rect);
  }, [rect, choices.items.length]);

  if (!open) return null;
  const kind = open.trigger.kind;
  return (
    <div ref={panel} popover="manual" className="completion">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached. */}
      <div className="completion-scroll" tabIndex={0}>
        <ChoiceList choices={choices} label={LABELS[kind]} keyOf={keyOf}>
          {(item) => <Choice item={item} />}
        </ChoiceList>
      </div>
      {kind === 'sound' && (
        <p className="completion-hint" aria-hidden="true">
          <kbd>→</kbd> to hear it
        </p>
      )}
    </div>
  );
}

function Choice({ item }: { item: Completion }) {
  switch (item.kind) {
    case 'person':
      return (
        <>
          <Initials person={item.person} size="small" />
          <span dir="auto">{item.person.name}</span>
          {item.person.role === 'bot' && <small>bot</small>}
        </>
      );
    case 'emoji':
      return (
        <>
          <span className="completion-emoji">{item.emoji.emoji}</span>
          <span>:{item.emoji.names[0] ?? item.emoji.label}:</span>
        </>
      );
    case 'command':
      return (
        <>
          <Volume2 />
          <span>/play</span>
          <small>a sound for everybody here</small>
        </>
      );
    case 'sound':
      return <SoundChoice sound={item.sound} />;
    case 'room':
      return (
        <>
          <Hash />
          <span dir="auto">{item.room.name}</span>
        </>
      );
  }
}

function SoundChoice({ sound }: { sound: Sound }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: for the mouse; the keyboard has →. */}
      <span
        className="completion-listen"
        title={`Hear ${sound.name}`}
        onClick={(event) => {
          event.stopPropagation();
          playSound(sound);
        }}
      >
        <Volume2 />
      </span>
      <span className="completion-name">{sound.name}</span>
      <small dir="auto">{sound.text}</small>
    </>
  );
}
