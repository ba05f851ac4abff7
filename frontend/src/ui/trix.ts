/** Trix, the rich text editor: what we use of it, and how it comes into the page when it is needed. */

/** Positions count characters, not code units; an attachment is one character. */
export type Span = [from: number, to: number];

export interface TrixEditor {
  getDocument(): { toString(): string };
  getSelectedRange(): Span;
  setSelectedRange(range: Span | number): void;
  insertString(text: string): void;
  insertAttachment(attachment: object): void;
  loadHTML(html: string): void;
  getClientRectAtPosition(position: number): DOMRect | undefined;
  attributeIsActive(name: string): boolean;
  canActivateAttribute(name: string): boolean;
  activateAttribute(name: string, value?: string): void;
  deactivateAttribute(name: string): void;
  recordUndoEntry(description: string): void;
  undo(): void;
  redo(): void;
}

export interface TrixElement extends HTMLElement {
  value: string;
  /** Both are missing until Trix has come. */
  editor?: TrixEditor;
  editorController?: {
    render(): void;
    updateInputElement(): void;
  };
  willCreateInput?: boolean;
}

type Trix = typeof import('trix').default;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'trix-editor': DetailedHTMLProps<HTMLAttributes<TrixElement>, TrixElement> & {
        toolbar: string;
        placeholder?: string | undefined;
      };
      'trix-toolbar': DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;
    }
  }
}

/** Marks that Trix doesn't know, but a message may hold: editing it must not lose them. */
const MORE_MARKS = ['code', 'cite', 'u', 'ins', 'kbd', 'samp', 'var', 'small', 'sub', 'sup'];

let loaded: Trix | undefined;
let loading: Promise<void> | undefined;

/** Its elements become editors as soon as it is there. */
export function loadTrix(): Promise<void> {
  loading ??= import('trix').then(({ default: trix }) => {
    loaded = trix;
    configure(trix.config);
  });
  return loading;
}

function configure({ textAttributes, blockAttributes, toolbar }: Trix['config']) {
  // Its own toolbar is never shown: `rich-text-tools.tsx` is ours.
  toolbar.getDefaultHTML = () => '<span hidden></span>';
  // It would guess from how text looks, and anything in a heading looks bold.
  textAttributes.bold = { tagName: 'strong', inheritable: true };
  textAttributes.italic = { tagName: 'em', inheritable: true };
  for (const name of MORE_MARKS)
    textAttributes[`${name}Mark`] = { tagName: name, inheritable: true };
  for (const level of [2, 3, 4, 5, 6]) {
    blockAttributes[`heading${level}`] = {
      tagName: `h${level}`,
      terminal: true,
      breakOnReturn: true,
      group: false,
    };
  }
}

/** Only where an editor is, which is after Trix has come. */
export function newAttachment(attributes: object): object {
  if (!loaded) throw new Error('Trix isn’t here yet.');
  return new loaded.Attachment(attributes);
}
