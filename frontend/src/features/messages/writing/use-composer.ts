/** What the composer does: keeps the draft, takes up replies, tells that one types, sends once. */

import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { RoomId } from '@/api/schema';
import { useTypingSignals } from '@/live/use-typing';
import type { RichText } from '@/ui/rich-text';
import { trimmed } from '@/ui/rich-text-html';
import { useMedia } from '@/ui/use-media';
import { useDraft } from '../data/drafts-store';
import { replyTaken, useReply } from '../data/reply-store';
import { usePostMessage } from '../data/use-post-message';
import { deedOf } from './composer-keys';
import { remaining } from './length';
import { quoteOf } from './reply-quote';

/** A finger on glass, and no keyboard below it. */
export const TOUCH = '(hover: none) and (pointer: coarse)';

/** Where somebody writes or chooses already: a room that opens doesn't take that from them. */
const ELSEWHERE = 'input, textarea, select, [contenteditable], dialog *, [popover] *';

type Composing = {
  text: RefObject<RichText | null>;
  roomId: RoomId;
  onEditLast: () => void;
};

export function useComposer({ text, roomId, onEditLast }: Composing) {
  const [draft, keepDraft] = useDraft(roomId);
  const [toolsOpen, setToolsOpen] = useState(false);
  const [canSend, setCanSend] = useState(draft !== '');
  const postMessage = usePostMessage(roomId);
  const typing = useTypingSignals(roomId);
  const isTouch = useMedia(TOUCH);
  const reply = useReply(({ wanted }) => (wanted?.room_id === roomId ? wanted : null));

  const begin = useEffectEvent(() => {
    text.current?.setHtml(draft);
    // On glass the keyboard would cover what one came to read.
    if (!isTouch && !document.activeElement?.matches(ELSEWHERE)) text.current?.focus();
  });

  useEffect(() => {
    begin();
  }, []);

  useEffect(() => {
    const box = text.current;
    if (!reply || !box) return;
    box.setHtml(quoteOf(reply, box.isEmpty() ? '' : box.getHtml(), location.origin));
    box.focus();
    keepDraft(box.getHtml());
    setCanSend(true);
    replyTaken();
  }, [reply, text, keepDraft]);

  function changed() {
    const box = text.current;
    if (!box) return;
    const isEmpty = box.isEmpty();
    setCanSend(!isEmpty);
    keepDraft(isEmpty ? '' : box.getHtml());
    if (isEmpty) typing.stopped();
    else typing.typed();
  }

  /** The text is taken and gone in one go: whoever presses five times finds nothing left to send. */
  function send() {
    const box = text.current;
    if (!box || box.isEmpty() || (remaining(box.text()) ?? 0) < 0) return;
    const html = trimmed(box.getHtml());
    box.clear();
    keepDraft('');
    setCanSend(false);
    setToolsOpen(false);
    typing.stopped();
    postMessage(html);
  }

  function onKey(event: KeyboardEvent): boolean {
    const isEmpty = text.current?.isEmpty() ?? true;
    const deed = deedOf(event, { toolsOpen, isTouch, isEmpty });
    if (deed === 'send') send();
    if (deed === 'edit-last') onEditLast();
    return deed !== undefined;
  }

  return { toolsOpen, setToolsOpen, canSend, changed, send, onKey };
}
