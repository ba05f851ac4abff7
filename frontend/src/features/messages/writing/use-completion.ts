/** Completing while one writes: when the list is open, what a key does to it, what a choice puts down. */

import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { RoomId } from '@/api/schema';
import { useChoices } from '@/ui/choice-list';
import type { RichText } from '@/ui/rich-text';
import { type Completion, completionsFor, replacementFor, useSources } from './completions';
import { playSound } from './play-sound';
import { personNamed } from './ranking';
import { mayBecomeEmoji, type Trigger, triggerIn, wholeEmojiIn } from './trigger';

/** What ends a name without being part of it. */
const ENDS_NAME = /^[ .,;:!?)]$/;

const NOTHING_WANTED: ReadonlySet<Trigger['kind']> = new Set();

interface Typing {
  trigger: Trigger;
  /** Where it begins, on the screen: the list opens there. */
  rect: DOMRect;
}

const isSame = (one: Trigger | undefined, other: Trigger | undefined) =>
  one?.kind === other?.kind && one?.query === other?.query;

export function useCompletion(text: RefObject<RichText | null>, roomId: RoomId) {
  const [typing, setTyping] = useState<Typing>();
  /** What stood before the caret when Esc closed the list: it stays closed until that changes. */
  const [dismissed, setDismissed] = useState<string>();
  const [wanted, setWanted] = useState(NOTHING_WANTED);
  const sources = useSources(roomId, wanted);
  const items = typing ? completionsFor(typing.trigger, sources) : [];
  const choices = useChoices({ items, onChoose: choose });
  const isOpen = typing !== undefined && items.length > 0;

  function need(kind: Trigger['kind']) {
    if (!wanted.has(kind)) setWanted(new Set(wanted).add(kind));
  }

  function choose(chosen: Completion) {
    if (typing) complete(typing.trigger, chosen);
  }

  function complete({ length }: Trigger, chosen: Completion) {
    setTyping(undefined);
    const { goesOn, ...replacement } = replacementFor(chosen);
    text.current?.replaceBeforeCaret(length, replacement);
    if (goesOn) text.current?.insert(' ');
  }

  /** Looks at what stands before the caret, after each change. */
  function look() {
    const box = text.current;
    const before = box?.textBeforeCaret();
    if (!box || before === undefined) {
      setTyping(undefined);
      return;
    }
    const trigger = triggerIn(before);
    if (trigger) need(trigger.kind);
    else if (mayBecomeEmoji(before)) need('emoji');
    else completeEmoji(before);
    if (!isSame(trigger, typing?.trigger)) choices.setAt(0);
    if (before !== dismissed) setDismissed(undefined);
    const rect = trigger && before !== dismissed && box.rectBeforeCaret(trigger.length);
    setTyping(rect ? { trigger, rect } : undefined);
  }

  function completeEmoji(before: string) {
    const whole = wholeEmojiIn(before);
    const meant = whole && sources.emoji.find(({ names }) => names.includes(whole.name));
    if (meant) text.current?.replaceBeforeCaret(whole.length, { text: meant.emoji });
  }

  /** Whether the key was the list's. */
  function onKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.nativeEvent.isComposing || !typing) return false;
    // With Shift, Enter is a new line whatever is open; a question mark is one all the same.
    if (event.shiftKey && event.key.length > 1) return false;
    // Fast fingers are ahead of what is shown: what counts is what was typed.
    text.current?.settle();
    const before = text.current?.textBeforeCaret() ?? '';
    const trigger = triggerIn(before);
    if (!trigger) return false;
    const isShown = isSame(trigger, typing.trigger);
    const found = isShown ? items : completionsFor(trigger, sources);
    const chosen = found[isShown ? choices.at : 0];
    if (!chosen) return false;
    if (event.key === 'Enter' || event.key === 'Tab') {
      complete(trigger, chosen);
    } else if (event.key === 'Escape') {
      setDismissed(before);
      setTyping(undefined);
    } else if (chosen.kind === 'sound' && event.key === 'ArrowRight') {
      playSound(chosen.sound);
    } else if (chosen.kind === 'person' && ENDS_NAME.test(event.key)) {
      return endName(trigger, event.key);
    } else {
      return choices.onKeyDown(event);
    }
    return true;
  }

  /** A whole name and a space mean the person; a full stop does too, and stays. */
  function endName(trigger: Trigger, end: string): boolean {
    const person = personNamed(sources.members, trigger.query);
    if (!person) return false;
    complete(trigger, { kind: 'person', person });
    if (end !== ' ') text.current?.replaceBeforeCaret(1, { text: end });
    return true;
  }

  return {
    look,
    onKey,
    close: () => setTyping(undefined),
    choices,
    open: isOpen ? typing : undefined,
  };
}

export type CompletionState = ReturnType<typeof useCompletion>;
