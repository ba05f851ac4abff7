/** A box to write in that completes names, emoji and sounds: the composer's, and an edited message's. */

import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react';
import type { RoomId } from '@/api/schema';
import type { RichText } from '@/ui/rich-text';
import { RichTextBox } from '@/ui/rich-text-box';
import { RichTextTools } from '@/ui/rich-text-tools';
import { CompletionList } from './completion-list';
import { remaining } from './length';
import { useCompletion } from './use-completion';
import './writing-box.css';

type WritingBoxProps = {
  text: RefObject<RichText | null>;
  roomId: RoomId;
  label: string;
  id?: string;
  hint?: string;
  tools: boolean;
  /** Says whether the key was meant for somebody else than the text. */
  onKey: (event: KeyboardEvent) => boolean;
  onChange?: () => void;
  /** Beside the text. */
  before?: ReactNode;
  after?: ReactNode;
};

export function WritingBox(props: WritingBoxProps) {
  const { text, roomId, label, id, hint, tools, onKey, onChange, before, after } = props;
  const completion = useCompletion(text, roomId);
  const [left, setLeft] = useState<number>();
  const [revision, setRevision] = useState(0);
  const { open, choices } = completion;

  function keyDown(event: KeyboardEvent) {
    // Keys in the tools, or in what they open, are theirs.
    if (event.target !== text.current?.element) return;
    if (!completion.onKey(event) && !onKey(event)) return;
    event.preventDefault();
    // Trix listens on the text itself, and must not hear of it.
    event.stopPropagation();
  }

  return (
    <div className="writing" onKeyDownCapture={keyDown}>
      {tools && <RichTextTools text={text} revision={revision} />}
      <div className="writing-line">
        {before}
        <RichTextBox
          text={text}
          label={label}
          {...(id !== undefined && { id })}
          {...(hint !== undefined && { hint })}
          choices={open && { list: choices.listId, active: `${choices.listId}-${choices.at}` }}
          onChange={() => {
            setLeft(remaining(text.current?.text() ?? ''));
            completion.look();
            onChange?.();
          }}
          onCaret={() => {
            if (tools) setRevision(revision + 1);
            completion.look();
          }}
          onBlur={completion.close}
        />
        {after}
      </div>
      {left !== undefined && (
        <p className={left < 0 ? 'writing-left writing-over' : 'writing-left'} role="status">
          {left < 0 ? `${-left} too many` : `${left} left`}
        </p>
      )}
      <CompletionList completion={completion} />
      <span className="said-only" role="status">
        {open && `${completion.choices.items.length} to choose from`}
      </span>
    </div>
  );
}
