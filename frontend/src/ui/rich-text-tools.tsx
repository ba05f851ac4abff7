/** What can be done to the words in a `RichTextBox`: bold, lists, links and the rest. */

import {
  Bold,
  Code,
  Heading,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Redo2,
  Strikethrough,
  Undo2,
} from 'lucide-react';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { IconButton } from './icon-button';
import { LinkForm } from './link-form';
import { Popover } from './popover-menu';
import type { RichText } from './rich-text';
import './rich-text-tools.css';
import type { Span } from './trix';

type Tool = { name: string; attribute: string; icon: LucideIcon; key?: string };

const MARKS: readonly Tool[] = [
  { name: 'Bold', attribute: 'bold', icon: Bold, key: 'B' },
  { name: 'Italic', attribute: 'italic', icon: Italic, key: 'I' },
  { name: 'Strikethrough', attribute: 'strike', icon: Strikethrough },
];

const BLOCKS: readonly Tool[] = [
  { name: 'Heading', attribute: 'heading1', icon: Heading },
  { name: 'Quote', attribute: 'quote', icon: Quote },
  { name: 'Code', attribute: 'code', icon: Code },
  { name: 'Bullets', attribute: 'bullet', icon: List },
  { name: 'Numbers', attribute: 'number', icon: ListOrdered },
];

const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** One stop of Tab for all of them; arrows move between them. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = MOVES[event.key];
  if (step === undefined) return;
  const buttons: Element[] = [...event.currentTarget.querySelectorAll('button')];
  const at = document.activeElement ? buttons.indexOf(document.activeElement) : 0;
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -step : step;
  const next = buttons[(at + forward + buttons.length) % buttons.length];
  if (next instanceof HTMLElement) next.focus();
  event.preventDefault();
}

/** What was selected when the link button was pressed: asking for the address takes the focus away. */
type Linking = { selected: Span; isLink: boolean };

type ToolsProps = {
  text: RefObject<RichText | null>;
  /** Changes whenever what they show may have. */
  revision: number;
};

export function RichTextTools({ text }: ToolsProps) {
  const [linking, setLinking] = useState<Linking>();
  const linkButton = useRef<HTMLSpanElement>(null);
  const current = text.current;

  function tool({ name, attribute, icon: Icon, key }: Tool, index: number) {
    const { isActive } = current?.format(attribute) ?? { isActive: false };
    return (
      <IconButton
        key={attribute}
        name={key ? `${name} (Ctrl+${key})` : name}
        aria-label={name}
        aria-pressed={isActive}
        tabIndex={index === 0 && attribute === 'bold' ? 0 : -1}
        onClick={() => current?.toggle(attribute)}
      >
        <Icon />
      </IconButton>
    );
  }

  function startLinking() {
    if (!current) return;
    setLinking({ selected: current.selection(), isLink: current.format('href').isActive });
  }

  return (
    <div
      className="rich-text-tools"
      role="toolbar"
      aria-label="Formatting"
      onKeyDown={moveFocus}
      // The text keeps the focus, and with it the selection.
      onMouseDown={(event) => event.preventDefault()}
    >
      {MARKS.map(tool)}
      <span ref={linkButton} className="rich-text-link">
        <IconButton
          name="Link"
          aria-pressed={current?.format('href').isActive ?? false}
          aria-expanded={linking !== undefined}
          tabIndex={-1}
          onClick={startLinking}
        >
          <Link />
        </IconButton>
      </span>
      <span className="rich-text-gap" />
      {BLOCKS.map(tool)}
      <span className="rich-text-gap" />
      <IconButton
        name="Undo (Ctrl+Z)"
        aria-label="Undo"
        tabIndex={-1}
        onClick={() => current?.undo()}
      >
        <Undo2 />
      </IconButton>
      <IconButton
        name="Redo (Ctrl+Shift+Z)"
        aria-label="Redo"
        tabIndex={-1}
        onClick={() => current?.redo()}
      >
        <Redo2 />
      </IconButton>
      {linking && (
        <Popover
          anchor={linkButton}
          label="Link"
          align="start"
          onClose={() => setLinking(undefined)}
        >
          <LinkForm
            isLink={linking.isLink}
            onLink={(href) => {
              setLinking(undefined);
              current?.link(href, linking.selected);
            }}
            onUnlink={() => {
              setLinking(undefined);
              current?.unlink(linking.selected);
            }}
          />
        </Popover>
      )}
    </div>
  );
}
