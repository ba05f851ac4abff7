/** What one can do with a message: beside it while the pointer or the focus is on it. */

import { Ellipsis, Quote, SmilePlus } from 'lucide-react';
import { type Dispatch, type RefObject, type SetStateAction, useCallback, useRef } from 'react';
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
  /** Then they stand before the message, and open towards it. */
  isMine: boolean;
  open: OpenActions;
  onOpen: Dispatch<SetStateAction<OpenActions>>;
  tabIndex: number;
};

export function MessageActions(props: MessageActionsProps) {
  const { message, isMine, open, onOpen, tabIndex } = props;
  const buttons = useRef<HTMLSpanElement>(null);
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
      {open && (
        <Opened
          message={message}
          anchor={buttons}
          align={isMine ? 'end' : 'start'}
          open={open}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

type OpenedProps = {
  message: Message;
  anchor: RefObject<HTMLElement | null>;
  align: 'start' | 'end';
  open: NonNullable<OpenActions>;
  onOpen: Dispatch<SetStateAction<OpenActions>>;
};

/** Only the one message that one acts on pays for what that takes. */
function Opened({ message, anchor, align, open, onOpen }: OpenedProps) {
  const { give } = useBoosts(message);
  // A menu closes once something is chosen; what was chosen may have opened something else by then.
  const close = useCallback(() => onOpen((now) => (now === open ? null : now)), [onOpen, open]);

  function boost(content: string) {
    close();
    give(content).catch(showTrouble);
  }

  switch (open) {
    case 'boost':
      return (
        <Popover anchor={anchor} align={align} label="Boost" onClose={close}>
          <EmojiPicker quick allowText onPick={boost} />
        </Popover>
      );
    case 'menu':
      return (
        <MessageMenu
          message={message}
          anchor={anchor}
          align={align}
          onBoost={boost}
          onDelete={() => onOpen('delete')}
          onClose={close}
        />
      );
    case 'delete':
      return <DeleteMessage message={message} onClose={close} />;
  }
}
