/** What the shortcuts do here, and what they open. The table of them is `getting-around/shortcuts.ts`. */

import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { useRooms } from '@/api/queries';
import { shownRooms } from '@/api/room-order';
import type { Room } from '@/api/schema';
import { Help } from '@/features/getting-around/help';
import { neighbour, type Step } from '@/features/getting-around/neighbours';
import { QuickSwitcher } from '@/features/getting-around/quick-switcher';
import { type Deed, deedOf, isMac } from '@/features/getting-around/shortcuts';
import { recentRooms } from '@/features/rooms/last-room';
import { useCurrentRoom } from '@/features/rooms/use-current-room';
import { showToast } from '@/ui/toast';

type Open = 'switcher' | 'help' | null;

export function useShortcuts() {
  const [open, setOpen] = useState<Open>(null);
  const [, navigate] = useLocation();
  const known = useRooms();
  const current = useCurrentRoom();

  function walk(step: Step, wanted?: (room: Room) => boolean) {
    const { named, directs } = shownRooms(known ?? []);
    const room = neighbour([...named, ...directs], current, step, wanted);
    if (room) navigate(`/rooms/${room.id}`);
    else if (wanted) showToast('You have read everything.');
  }

  const isUnread = ({ membership }: Room) => membership.unread;
  const deeds: Record<Deed, () => void> = {
    switch: () => setOpen(open === 'switcher' ? null : 'switcher'),
    'next-room': () => walk(1),
    'previous-room': () => walk(-1),
    'next-unread': () => walk(1, isUnread),
    'previous-unread': () => walk(-1, isUnread),
    search: () => navigate('/search'),
    'write-to': () => navigate('/directs/new'),
    help: () => setOpen(open === 'help' ? null : 'help'),
    'get-out': () => getOut(current !== null, () => navigate('/')),
  };

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const deed = deedOf(event, isWriting(event.target), isMac());
    // What has opened answers to its own keys, Esc among them.
    if (!deed || (isSomethingOpen() && deed !== open && deed !== 'switch')) return;
    if (deed !== 'get-out') event.preventDefault();
    deeds[deed]();
  });

  useEffect(() => {
    // The editor would take ⌘K for itself if it came first.
    const early = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) press(event);
    };
    const late = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey) press(event);
    };
    window.addEventListener('keydown', early, { capture: true });
    window.addEventListener('keydown', late);
    return () => {
      window.removeEventListener('keydown', early, { capture: true });
      window.removeEventListener('keydown', late);
    };
  }, []);

  const close = () => setOpen(null);
  const overlay =
    open === 'switcher' ? (
      <QuickSwitcher recent={recentRooms()} current={current} onClose={close} />
    ) : (
      open === 'help' && <Help onClose={close} />
    );

  return { overlay, openHelp: () => setOpen('help') };
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, trix-editor'))
  );
}

function isSomethingOpen(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}

/** Out of a field; then back to the conversation, and there into the composer. */
function getOut(isInRoom: boolean, back: () => void) {
  const focused = document.activeElement;
  if (isInRoom) document.getElementById('composer')?.focus();
  else if (isWriting(focused) && focused instanceof HTMLElement) focused.blur();
  else back();
}
