/** Completing while one writes: when the list is open, what a key does to it, what a choice puts down. */

import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { RoomId } from '@/api/schema';
import { useChoices } from '@/ui/choice-list';
import type { RichText } from '@/ui/rich-text';
import { playSound } from './play-sound';
import { personNamed } from './ranking';
import { mayBecomeEmoji, type Trigger, triggerIn, wholeEmojiIn } from './trigger';
import {
  type Completion,
  replacementFor,
  useCompletions,
  useEmoji,
  useMembers,
} from './use-completions';

/** What ends a name without being part of it. */
const ENDS_NAME = /^[ .,;:!?)]$/;

interface Typing {
  trigger: Trigger;
  /** Where it begins, on the screen: the list opens there. */
  rect: DOMRect;
}

export function useCompletion(text: RefObject<RichText | null>, roomId: RoomId) {
  const [typing, setTyping] = useState<Typing>();
  /** Esc closes the list until something else is typed than what was there. */
  const [dismissed, setDismissed] = useState<string>();
  const [emojiWanted, setEmojiWanted] = useState(false);
  const members = useMembers(roomId);
  const emoji = useEmoji(emojiWanted);
  const items = useCompletions(roomId, typing?.trigger);
  const choices = useChoices({ items, onChoose: choose, chooseKeys: ['Tab'] });
  const isOpen = typing !== undefined && items.length > 0;

  function replace(length: number, chosen: Completion) {
    const box = text.current;
    if (!box) return;
    const { goesOn, ...replacement } = replacementFor(chosen);
    box.replaceBeforeCaret(length, replacement);
    if (goesOn) box.insert(' ');
  }

  function choose(chosen: Completion) {
    if (!typing) return;
    setTyping(undefined);
    replace(typing.trigger.length, chosen);
  }

  /** Looks at what stands before the caret, after each change. */
  function look() {
    const box = text.current;
    const before = box?.textBeforeCaret();
    if (!box || before === undefined) {
      setTyping(undefined);
      return;
    }
    completeEmoji(before);
    const trigger = triggerIn(before);
    const rect = trigger && box.rectBeforeCaret(trigger.length);
    if (trigger?.kind === 'emoji' || mayBecomeEmoji(before)) setEmojiWanted(true);
    if (trigger?.query !== typing?.trigger.query || trigger?.kind !== typing?.trigger.kind) {
      choices.setAt(0);
    }
    if (before !== dismissed) setDismissed(undefined);
    setTyping(trigger && rect && before !== dismissed ? { trigger, rect } : undefined);
  }

  function completeEmoji(before: string) {
    const whole = wholeEmojiIn(before);
    const meant = whole && emoji.find(({ names }) => names.includes(whole.name));
    if (meant) text.current?.replaceBeforeCaret(whole.length, { text: meant.emoji });
  }

  /** Whether the key was the list's. */
  function onKey(event: KeyboardEvent): boolean {
    if (!isOpen || event.nativeEvent.isComposing) return false;
    const { trigger } = typing;
    if (event.key === 'Escape') {
      setDismissed(text.current?.textBeforeCaret());
      setTyping(undefined);
      event.preventDefault();
      return true;
    }
    if (trigger.kind === 'sound' && event.key === 'ArrowRight') {
      const item = items[choices.at];
      if (item?.kind === 'sound') playSound(item.sound);
      event.preventDefault();
      return true;
    }
    if (trigger.kind === 'person' && ENDS_NAME.test(event.key)) return endName(trigger, event);
    // With Shift, Enter is a new line whatever is open.
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
    return choices.onKeyDown(event);
  }

  /** A whole name and a space mean the person; a full stop does too, and stays. */
  function endName(trigger: Trigger, event: KeyboardEvent): boolean {
    const person = personNamed(members, trigger.query);
    if (!person) return false;
    setTyping(undefined);
    const { goesOn: _, ...mention } = replacementFor({ kind: 'person', person });
    text.current?.replaceBeforeCaret(trigger.length, mention);
    text.current?.insert(event.key);
    event.preventDefault();
    return true;
  }

  return {
    look,
    onKey,
    close: () => setTyping(undefined),
    choose,
    choices,
    items,
    open: isOpen ? typing : undefined,
  };
}

export type CompletionState = ReturnType<typeof useCompletion>;
