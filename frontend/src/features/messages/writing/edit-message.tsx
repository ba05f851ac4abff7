/** A message of mine (or, for administrators, anybody's) being changed, in its place. */

import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import type { Message } from '@/api/schema';
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
  const { mutate, isPending, error } = useEditMessage();
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

  function save() {
    const box = text.current;
    if (!box || isPending || box.isEmpty()) return;
    const html = box.getHtml();
    if (html === before.current) onDone();
    else
      mutate(
        { id: message.id, content: trimmed(html), content_type: 'text/html' },
        { onSuccess: onDone },
      );
  }

  return (
    <EditForm
      message={message}
      isEmpty={isEmpty}
      isSaving={isPending}
      error={error?.message}
      onSave={save}
      onDone={onDone}
    >
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
  const { mutate, isPending, error } = useEditMessage();
  const isEmpty = markdown.trim() === '';

  function save() {
    if (isPending || isEmpty) return;
    if (markdown === message.source) onDone();
    else
      mutate(
        { id: message.id, content: markdown, content_type: 'text/markdown' },
        { onSuccess: onDone },
      );
  }

  return (
    <EditForm
      message={message}
      isEmpty={isEmpty}
      isSaving={isPending}
      error={error?.message}
      onSave={save}
      onDone={onDone}
    >
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
  isSaving: boolean;
  error: string | undefined;
  onSave: () => void;
  children: (onKey: (event: KeyboardEvent) => boolean) => ReactNode;
};

function EditForm(props: EditFormProps) {
  const { message, isEmpty, isSaving, error, onSave, onDone, children } = props;
  const [asks, setAsks] = useState(false);

  function onKey(event: KeyboardEvent): boolean {
    const deed = editingDeedOf(event);
    if (deed === 'save') onSave();
    if (deed === 'cancel') onDone();
    return deed !== undefined;
  }

  return (
    <form
      className="edit-message"
      aria-label="Edit message"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {children(onKey)}
      {error && (
        <p className="edit-message-error" role="alert">
          {error}
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
          busy={isSaving}
          refused={isEmpty && 'Write something, or delete the message.'}
        >
          Save
        </Button>
      </footer>
      {asks && <DeleteMessage message={message} onClose={() => setAsks(false)} />}
    </form>
  );
}
