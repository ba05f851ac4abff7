/** The text in a `RichTextBox`, for whoever holds one: read it, change it, ask where the caret is. */

import {
  fromEditor,
  type Mention,
  mentionAttachment,
  toEditor,
  withoutControl,
} from './rich-text-html';
import { newAttachment, type Span, type TrixEditor, type TrixElement } from './trix';

/** What is put in the place of what was typed. */
export type Replacement =
  | { text: string }
  | { mention: Mention }
  | { link: { text: string; href: string } };

/** What the tools can do to the text; `name` is Trix's. */
export interface Format {
  isActive: boolean;
  isPossible: boolean;
}

export class RichText {
  readonly element: TrixElement;
  /** Set while a program changes the text, whose changes nobody typed. */
  isLoading = false;
  /** A word of another script is being put together: the browser holds the letters in its hands. */
  isComposing = false;

  constructor(element: TrixElement) {
    this.element = element;
  }

  /** As it goes over the wire, to the last letter typed. */
  getHtml(): string {
    this.settle();
    return fromEditor(this.editor ? this.element.value : toEditor(this.element.innerHTML));
  }

  /** Replaces everything; it can't be undone. The caret goes to the end, if it is in here at all. */
  setHtml(html: string) {
    const text = toEditor(html);
    const { editor } = this;
    if (!editor) {
      this.element.innerHTML = text;
      return;
    }
    this.isLoading = true;
    editor.loadHTML(text);
    if (this.hasFocus) this.moveToEnd();
    this.settle();
    this.isLoading = false;
  }

  clear() {
    this.setHtml('');
  }

  focus() {
    const hadFocus = this.hasFocus;
    this.element.focus();
    if (!hadFocus) this.moveToEnd();
  }

  get hasFocus(): boolean {
    return document.activeElement === this.element;
  }

  isEmpty(): boolean {
    return this.text().trim() === '';
  }

  /** What one reads; a mention is one character. */
  text(): string {
    return this.editor?.getDocument().toString() ?? this.element.textContent ?? '';
  }

  /** From the beginning to the caret; undefined while something is selected. */
  textBeforeCaret(): string | undefined {
    const { editor } = this;
    const range = editor && this.hasFocus ? editor.getSelectedRange() : undefined;
    if (!range || range[0] !== range[1]) return undefined;
    return Array.from(this.text()).slice(0, range[0]).join('');
  }

  /** Where, on the screen, the character stands that is so many before the caret. */
  rectBeforeCaret(count: number): DOMRect | undefined {
    const { editor } = this;
    return editor?.getClientRectAtPosition(Math.max(0, editor.getSelectedRange()[0] - count));
  }

  /** Puts something in the place of the last characters before the caret, and the caret behind it. */
  replaceBeforeCaret(count: number, replacement: Replacement) {
    this.settle();
    const { editor } = this;
    if (!editor) return;
    const [caret] = editor.getSelectedRange();
    editor.recordUndoEntry('Completion');
    editor.setSelectedRange([caret - count, caret]);
    if ('mention' in replacement) {
      editor.insertAttachment(newAttachment(mentionAttachment(replacement.mention)));
    } else if ('link' in replacement) {
      insertLink(editor, replacement.link);
    } else {
      editor.insertString(replacement.text);
    }
  }

  /** Writes at the caret, or at the end if it isn't here. */
  insert(text: string) {
    this.focus();
    this.editor?.insertString(withoutControl(text));
  }

  format(name: string): Format {
    const { editor } = this;
    return {
      isActive: editor?.attributeIsActive(name) ?? false,
      isPossible: editor?.canActivateAttribute(name) ?? false,
    };
  }

  toggle(name: string) {
    const { editor } = this;
    if (!editor) return;
    this.focus();
    editor.recordUndoEntry('Formatting');
    if (editor.attributeIsActive(name)) editor.deactivateAttribute(name);
    else if (editor.canActivateAttribute(name)) editor.activateAttribute(name);
  }

  selection(): Span {
    return this.editor?.getSelectedRange() ?? [0, 0];
  }

  /** Makes the selected words a link; without any, its address is written and linked. */
  link(href: string, [from, to]: Span) {
    const { editor } = this;
    if (!editor) return;
    this.focus();
    editor.recordUndoEntry('Link');
    editor.setSelectedRange([from, to]);
    if (from === to) {
      insertLink(editor, { text: href, href });
    } else {
      editor.activateAttribute('href', href);
      editor.setSelectedRange(to);
    }
  }

  unlink([from, to]: Span) {
    const { editor } = this;
    if (!editor) return;
    this.focus();
    editor.recordUndoEntry('Unlink');
    editor.setSelectedRange([from, to]);
    editor.deactivateAttribute('href');
  }

  undo() {
    this.editor?.undo();
  }

  redo() {
    this.editor?.redo();
  }

  private get editor(): TrixEditor | undefined {
    return this.element.editor;
  }

  /** What Trix shows and tells by itself lags a frame behind the keys: this catches up. */
  settle() {
    // Drawn anew in the middle of a word, its first letters would stay behind twice.
    if (this.isComposing) return;
    const controller = this.element.editorController;
    controller?.render();
    controller?.updateInputElement();
  }

  moveToEnd() {
    const { editor } = this;
    // The last character is the line break that ends every document.
    editor?.setSelectedRange(Array.from(editor.getDocument().toString()).length - 1);
  }
}

function insertLink(editor: TrixEditor, { text, href }: { text: string; href: string }) {
  const [from] = editor.getSelectedRange();
  editor.insertString(text);
  const to = from + Array.from(text).length;
  editor.setSelectedRange([from, to]);
  editor.activateAttribute('href', href);
  editor.setSelectedRange(to);
  editor.deactivateAttribute('href');
}
