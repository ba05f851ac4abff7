/** Where one writes. Enter sends, Shift+Enter starts a new line; with the tools open it is the other way. */

import { ArrowUp, CaseSensitive, Smile } from 'lucide-react';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { RoomId } from '@/api/schema';
import { EmojiPicker } from '@/ui/emoji-picker';
import { IconButton } from '@/ui/icon-button';
import { Popover } from '@/ui/popover-menu';
import type { RichText } from '@/ui/rich-text';
import './composer.css';
import { useComposer } from './use-composer';
import { WritingBox } from './writing-box';

export interface ComposerProps {
  roomId: RoomId;
  roomName: string;
  /** ↑ in an empty composer: opens my last message for editing, if there is one. */
  onEditLast: () => void;
  /** Stands before the text: the paper clip (`features/coming-soon`, put there by `app`). */
  attach?: ReactNode;
}

export function Composer({ roomId, roomName, onEditLast, attach }: ComposerProps) {
  const text = useRef<RichText>(null);
  const { toolsOpen, setToolsOpen, canSend, changed, send, onKey } = useComposer({
    text,
    roomId,
    onEditLast,
  });

  function toggleTools() {
    setToolsOpen(!toolsOpen);
    text.current?.focus();
  }

  return (
    <form
      className="composer"
      aria-label="New message"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <WritingBox
        text={text}
        roomId={roomId}
        id="composer"
        label={`Message ${roomName}`}
        hint={`Message ${roomName}`}
        tools={toolsOpen}
        onKey={onKey}
        onChange={changed}
        before={attach}
        after={
          <>
            <EmojiButton onPick={(emoji) => text.current?.insert(emoji)} />
            <IconButton
              name={toolsOpen ? 'Hide formatting' : 'Show formatting'}
              aria-label="Formatting"
              aria-pressed={toolsOpen}
              onClick={toggleTools}
            >
              <CaseSensitive />
            </IconButton>
            <IconButton
              name="Send"
              title={canSend ? 'Send' : 'Write something first'}
              main={canSend}
              type="submit"
              data-testid="send-button"
              // The text keeps the focus: on a phone its keyboard would go away.
              onMouseDown={(event) => event.preventDefault()}
            >
              <ArrowUp />
            </IconButton>
          </>
        }
      />
    </form>
  );
}

/** Phones have emoji on their keyboards. */
function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  const close = useCallback(() => setOpen(false), []);
  return (
    <span ref={button} className="composer-emoji">
      <IconButton
        name="Emoji"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Smile />
      </IconButton>
      {open && (
        <Popover anchor={button} label="Emoji" onClose={close}>
          <EmojiPicker
            onPick={(emoji) => {
              close();
              onPick(emoji);
            }}
          />
        </Popover>
      )}
    </span>
  );
}
