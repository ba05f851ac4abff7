/** A place to write rich text. It can be typed into at once; its editor comes a moment later. */

import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useRef,
} from 'react';
import './rich-text-box.css';
import { RichText } from './rich-text';
import { toEditor, withoutControl } from './rich-text-html';
import { loadTrix, type TrixElement } from './trix';

type RichTextBoxProps = {
  id?: string;
  /** Its name, for those who can't see where it stands. */
  label: string;
  /** Shown while it is empty. */
  hint?: string;
  text: Ref<RichText>;
  /** Somebody changed the text. */
  onChange?: () => void;
  /** The caret moved, or what can be done where it stands changed. */
  onCaret?: () => void;
  onBlur?: () => void;
  /** The list of choices that belongs to what is being typed, and the one of them that Enter takes. */
  choices?: { list: string; active: string } | undefined;
};

type PasteEvent = Event & { paste: { html?: string; string?: string } };

/** Files have no place in a text; whoever lays the page out answers them. */
function refuse(event: Event) {
  event.preventDefault();
}

function cleanPaste(event: Event) {
  // Trix's events carry what they are about as fields of their own, which no type knows.
  const { paste } = event as PasteEvent;
  if (paste.html !== undefined) paste.html = toEditor(paste.html);
  if (paste.string !== undefined) paste.string = withoutControl(paste.string);
}

/** Trix would put a form field of its own beside the box, where React doesn't expect one. */
function withoutInput(event: Event) {
  (event.target as TrixElement).willCreateInput = false;
}

/** Browsers undo what they wrote themselves, and here Trix writes. */
function undoKeys(event: KeyboardEvent, text: RichText | null) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey) text?.undo();
  else if (key === 'y' || key === 'z') text?.redo();
  else return;
  event.preventDefault();
}

export function RichTextBox(props: RichTextBoxProps) {
  const { id, label, hint, text, onChange, onCaret, onBlur, choices } = props;
  const made = useId();
  const toolbar = `${made}-toolbar`;
  const element = useRef<TrixElement>(null);
  const own = useRef<RichText>(null);

  // biome-ignore lint/style/noNonNullAssertion: React sets an element's ref before it asks for handles.
  useImperativeHandle(text, () => (own.current = new RichText(element.current!)), []);

  const setComposing = useEffectEvent((isComposing: boolean) => {
    if (own.current) own.current.isComposing = isComposing;
  });
  const changed = useEffectEvent(() => {
    if (!own.current?.isLoading) onChange?.();
  });
  const caretMoved = useEffectEvent(() => onCaret?.());

  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const listeners: [string, (event: Event) => void][] = [
      ['trix-before-initialize', withoutInput],
      // Whoever has begun to write goes on where they were: at the end.
      ['trix-initialize', () => own.current?.hasFocus && own.current.moveToEnd()],
      ['compositionstart', () => setComposing(true)],
      ['compositionend', () => setComposing(false)],
      ['trix-before-paste', cleanPaste],
      ['trix-file-accept', refuse],
      ['trix-change', () => changed()],
      ['trix-selection-change', () => caretMoved()],
      ['trix-attributes-change', () => caretMoved()],
      // Until Trix is here, the browser itself writes down what is typed.
      ['input', () => box.editor === undefined && changed()],
    ];
    for (const [name, listener] of listeners) box.addEventListener(name, listener);
    void loadTrix();
    return () => {
      for (const [name, listener] of listeners) box.removeEventListener(name, listener);
    };
  }, []);

  return (
    <>
      <trix-toolbar id={toolbar} hidden />
      <trix-editor
        ref={element}
        id={id ?? made}
        className="rich-text-box"
        role="textbox"
        aria-label={label}
        aria-multiline
        aria-placeholder={hint}
        aria-autocomplete={choices ? 'list' : undefined}
        aria-controls={choices?.list}
        aria-activedescendant={choices?.active}
        placeholder={hint}
        contentEditable
        suppressContentEditableWarning
        spellCheck
        dir="auto"
        toolbar={toolbar}
        onBlur={onBlur}
        onKeyDown={(event) => undoKeys(event, own.current)}
      />
    </>
  );
}
