/** What one can do with a message: beside it while the pointer or the focus is on it. */

import { Ellipsis, Quote, SmilePlus } from 'lucide-react';
import { type RefObject, useCallback, useRef } from 'react';
import type { Message } from '@/api/schema';
import { EmojiPicker } from '@/ui/emoji-picker';
import { IconButton } from '@/ui/icon-button';
import { Popover } from '@/ui/popover-menu';
import { showTrouble } from '@/ui/toast';
import { replyTo } from '../data/reply-store';
import { useBoosts } from '../data/use-boosts';
import { DeleteMessage } from './delete-message';
import './message-actions.css';
import { MessageMenu } from './message-menu';

/** At most one of them is open. */
export type OpenActions = 'boost' | 'menu' | 'delete' | null;

type MessageActionsProps = {
  message: Message;
  /** Where the menu opens when a finger or Enter asks for it. */
  bubble: RefObject<HTMLDivElement | null>;
  open: OpenActions;
  onOpen: (open: OpenActions) => void;
  tabIndex: number;
};

export function MessageActions({ message, bubble, open, onOpen, tabIndex }: MessageActionsProps) {
  const boostButton = useRef<HTMLSpanElement>(null);
  const { give } = useBoosts(message);
  const close = useCallback(() => onOpen(null), [onOpen]);

  function boost(content: string) {
    close();
    give(content).catch(showTrouble);
  }

  return (
    <>
      <span className="message-actions">
        <span ref={boostButton}>
          <IconButton
            name="Boost"
            data-testid="boost-button"
            aria-haspopup="dialog"
            aria-expanded={open === 'boost'}
            tabIndex={tabIndex}
            onClick={() => onOpen(open === 'boost' ? null : 'boost')}
          >
            <SmilePlus />
          </IconButton>
        </span>
        <IconButton
          name="Reply"
          className="message-action-reply"
          tabIndex={tabIndex}
          onClick={() => replyTo(message)}
        >
          <Quote />
        </IconButton>
        <IconButton
          name="More"
          aria-haspopup="menu"
          aria-expanded={open === 'menu'}
          tabIndex={tabIndex}
          onClick={() => onOpen(open === 'menu' ? null : 'menu')}
        >
          <Ellipsis />
        </IconButton>
      </span>
      {open === 'boost' && (
        <Popover anchor={boostButton} label="Boost" onClose={close} className="boost-picker">
          <EmojiPicker quick allowText onPick={boost} />
        </Popover>
      )}
      {open === 'menu' && (
        <MessageMenu
          message={message}
          anchor={bubble}
          onBoost={boost}
          onDelete={() => onOpen('delete')}
          onClose={close}
        />
      )}
      {open === 'delete' && <DeleteMessage message={message} onClose={close} />}
    </>
  );
}
