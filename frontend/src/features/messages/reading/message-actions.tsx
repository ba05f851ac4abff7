/** What one can do with a message: beside it while the pointer or the focus is on it. */

import { Ellipsis, Quote, SmilePlus } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { useMe } from '@/api/queries';
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
  open: OpenActions;
  onOpen: Dispatch<SetStateAction<OpenActions>>;
  tabIndex: number;
};

export function MessageActions({ message, open, onOpen, tabIndex }: MessageActionsProps) {
  const me = useMe();
  const buttons = useRef<HTMLSpanElement>(null);
  const { give } = useBoosts(message);
  const align = message.creator_id === me.id ? 'end' : 'start';
  const close = useCallback(() => onOpen(null), [onOpen]);
  // A menu closes once something is chosen; what was chosen may have opened something else by then.
  const closeMenu = useCallback(() => onOpen((now) => (now === 'menu' ? null : now)), [onOpen]);

  function boost(content: string) {
    close();
    give(content).catch(showTrouble);
  }

  return (
    <>
      <span ref={buttons} className="message-actions">
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
        <IconButton
          name="Reply"
          className="message-action-spare"
          tabIndex={tabIndex}
          onClick={() => replyTo(message)}
        >
          <Quote />
        </IconButton>
        <IconButton
          name="More"
          className="message-action-spare"
          aria-haspopup="menu"
          aria-expanded={open === 'menu'}
          tabIndex={tabIndex}
          onClick={() => onOpen(open === 'menu' ? null : 'menu')}
        >
          <Ellipsis />
        </IconButton>
      </span>
      {open === 'boost' && (
        <Popover anchor={buttons} align={align} label="Boost" onClose={close}>
          <EmojiPicker quick allowText onPick={boost} />
        </Popover>
      )}
      {open === 'menu' && (
        <MessageMenu
          message={message}
          anchor={buttons}
          align={align}
          onBoost={boost}
          onDelete={() => onOpen('delete')}
          onClose={closeMenu}
        />
      )}
      {open === 'delete' && <DeleteMessage message={message} onClose={close} />}
    </>
  );
}
