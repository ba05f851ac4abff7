/** A message of mine (or, for administrators, anybody's) being changed, in its place. */

import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import type { Message, MessageChange } from '@/api/schema';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import type { RichText } from '@/ui/rich-text';
import { trimmed } from '@/ui/rich-text-html';
import { Spinner } from '@/ui/spinner';
import { PHONE, useMedia } from '@/ui/use-media';
import { useEditMessage, useMessageSource } from '../data/use-change-message';
import { DeleteMessage } from '../reading/delete-message';
import { editingDeedOf } from './composer-keys';
import './edit-message.css';
import { TOUCH } from './use-composer';
import { WritingBox } from './writing-box';

export interface EditMessageProps {
  message: Message;
  /** Saved, deleted or given up: show the message again. */
  onDone: () => void;
}

export function EditMessage({ message, onDone }: EditMessageProps) {
  const { data: source, error, refetch } = useMessageSource(message.id);
  const isTouch = useMedia(TOUCH);

  function done() {
    onDone();
    // Back to where ↑ was pressed; on glass that would only bring the keyboard back.
    if (!isTouch) document.getElementById('composer')?.focus();
  }

  if (error) {
    return (
      <div className="edit-message">
        <p role="alert">{error.message}</p>
        <footer className="edit-message-footer">
          <Button onClick={done}>Cancel</Button>
          <Button look="main" onClick={() => refetch()}>
            Try again
          </Button>
        </footer>
      </div>
    );
  }
  if (!source) return <Spinner label="Loading what was written" />;
  return source.source_type === 'text/markdown' ? (
    <EditMarkdown message={source} onDone={done} />
  ) : (
    <EditRichText message={source} onDone={done} />
  );
}

/** Plain text too comes as HTML here: its mentions are in there already. */
function EditRichText({ message, onDone }: EditMessageProps) {
  const text = useRef<RichText>(null);
  const isPhone = useMedia(PHONE);
  const [isEmpty, setIsEmpty] = useState(false);
  const before = useRef('');

  const begin = useEffectEvent(() => {
    text.current?.setHtml(message.html);
    text.current?.focus();
    before.current = text.current?.getHtml() ?? '';
  });

  useEffect(() => {
    begin();
  }, []);

  function written(): MessageChange | undefined {
    const html = text.current?.getHtml() ?? '';
    return html === before.current
      ? undefined
      : { content: trimmed(html), content_type: 'text/html' };
  }

  return (
    <EditForm message={message} isEmpty={isEmpty} written={written} onDone={onDone}>
      {(onKey) => (
        <WritingBox
          text={text}
          roomId={message.room_id}
          label="Edit message"
          tools={!isPhone}
          onKey={onKey}
          onChange={() => setIsEmpty(text.current?.isEmpty() ?? true)}
        />
      )}
    </EditForm>
  );
}

/** As its author wrote it, since the editor has no way to write all of Markdown. */
function EditMarkdown({ message, onDone }: EditMessageProps) {
  const [markdown, setMarkdown] = useState(message.source ?? '');
  const isEmpty = markdown.trim() === '';

  function written(): MessageChange | undefined {
    if (markdown === message.source) return undefined;
    return { content: markdown, content_type: 'text/markdown' };
  }

  return (
    <EditForm message={message} isEmpty={isEmpty} written={written} onDone={onDone}>
      {(onKey) => (
        <Field
          label="Edit message"
          hint="Written in Markdown."
          rows={6}
          value={markdown}
          autoFocus
          onChange={(event) => setMarkdown(event.target.value)}
          onKeyDown={(event) => {
            if (onKey(event)) event.preventDefault();
          }}
        />
      )}
    </EditForm>
  );
}

type EditFormProps = EditMessageProps & {
  isEmpty: boolean;
  /** What stands there now; undefined if it is what stood there before. */
  written: () => MessageChange | undefined;
  children: (onKey: (event: KeyboardEvent) => boolean) => ReactNode;
};

function EditForm({ message, isEmpty, written, onDone, children }: EditFormProps) {
  const { mutate, isPending, error } = useEditMessage();
  const [asks, setAsks] = useState(false);

  function save() {
    if (isPending || isEmpty) return;
    const change = written();
    if (change) mutate({ id: message.id, ...change }, { onSuccess: onDone });
    else onDone();
  }

  function onKey(event: KeyboardEvent): boolean {
    const deed = editingDeedOf(event);
    if (deed === 'save') save();
    if (deed === 'cancel') onDone();
    return deed !== undefined;
  }

  return (
    <form
      className="edit-message"
      aria-label="Edit message"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {children(onKey)}
      {error && (
        <p className="edit-message-error" role="alert">
          {error.message}
        </p>
      )}
      <footer className="edit-message-footer">
        <Button look="danger" className="edit-message-delete" onClick={() => setAsks(true)}>
          Delete
        </Button>
        <Button onClick={onDone}>Cancel</Button>
        <Button
          look="main"
          type="submit"
          busy={isPending}
          refused={isEmpty && 'Write something, or delete the message.'}
        >
          Save
        </Button>
      </footer>
      {asks && <DeleteMessage message={message} onClose={() => setAsks(false)} />}
    </form>
  );
}
