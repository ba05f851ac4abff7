/** A button, and what it opens: a list of things to do, or anything else that floats. */

import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import './popover-menu.css';
import { classNames } from './class-names';
import { IconButton } from './icon-button';

/** Between the button and what it opens, and between that and the window's edge. */
const GAP_PX = 6;

function place(panel: HTMLElement, anchor: HTMLElement, align: 'start' | 'end') {
  const from = anchor.getBoundingClientRect();
  const size = panel.getBoundingClientRect();
  const fitsBelow = from.bottom + GAP_PX + size.height <= window.innerHeight - GAP_PX;
  const top = fitsBelow ? from.bottom + GAP_PX : from.top - GAP_PX - size.height;
  const rightToLeft = getComputedStyle(anchor).direction === 'rtl';
  const left = rightToLeft === (align === 'end') ? from.left : from.right - size.width;
  const most = window.innerWidth - size.width - GAP_PX;
  panel.style.top = `${Math.max(GAP_PX, top)}px`;
  panel.style.left = `${Math.max(GAP_PX, Math.min(left, most))}px`;
}

type PopoverProps = {
  /** What it belongs to; it opens beside that. */
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
  label: string;
  role?: 'menu' | 'dialog';
  /** Which of its ends stands above or below the anchor's. */
  align?: 'start' | 'end';
  id?: string;
  className?: string;
};

/** Floats beside its anchor, above everything; a click elsewhere or Esc closes it. */
export function Popover({
  anchor,
  onClose,
  children,
  label,
  role = 'dialog',
  align = 'end',
  id,
  className,
}: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const shown = panel.current;
    const beside = anchor.current;
    if (!shown || !beside) return;
    shown.showPopover?.();
    place(shown, beside, align);
    shown.querySelector<HTMLElement>('[data-autofocus], [role=menuitem], button, input')?.focus();
    // It grows when what it holds has loaded.
    const grown = new ResizeObserver(() => place(shown, beside, align));
    grown.observe(shown);
    return () => {
      grown.disconnect();
      const hadFocus = shown.contains(document.activeElement);
      // An anchor is often only what stands around the button.
      if (hadFocus) (beside.querySelector('button') ?? beside).focus();
    };
  }, [anchor, align]);

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles it may have take a label.
    <div
      ref={panel}
      id={id}
      popover="auto"
      role={role}
      aria-label={label}
      className={classNames('popover', className)}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
    >
      {children}
    </div>
  );
}

const MOVES: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

type MenuProps = {
  /** The button's name. */
  name: string;
  icon: ReactNode;
  children: ReactNode;
  className?: string;
  buttonTestId?: string;
};

/** A round button that opens a menu of `MenuItem`s; arrows move through them. */
export function Menu({ name, icon, children, className, buttonTestId }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  const id = useId();
  const close = useCallback(() => setOpen(false), []);

  return (
    <span ref={button} className={classNames('menu', className)}>
      <IconButton
        name={name}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-testid={buttonTestId}
        onClick={() => setOpen(!open)}
      >
        {icon}
      </IconButton>
      {open && (
        <MenuPanel anchor={button} id={id} name={name} onClose={close}>
          {children}
        </MenuPanel>
      )}
    </span>
  );
}

type MenuPanelProps = {
  anchor: RefObject<HTMLElement | null>;
  name: string;
  onClose: () => void;
  /** `MenuItem`s; what stands among them may be anything, and is left alone by the arrows. */
  children: ReactNode;
  id?: string;
  align?: 'start' | 'end';
};

/** What a menu opens, for those that open it by other means too. */
export function MenuPanel({ anchor, name, onClose, children, id, align }: MenuPanelProps) {
  function move(event: React.KeyboardEvent<HTMLElement>) {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const step = MOVES[event.key];
    if (!step || items.length === 0) return;
    event.preventDefault();
    const at = items.findIndex((item) => item.matches(':focus'));
    items[step(at, items.length)]?.focus();
  }

  return (
    <Popover
      anchor={anchor}
      label={name}
      role="menu"
      onClose={onClose}
      className="menu-panel"
      {...(id ? { id } : {})}
      {...(align ? { align } : {})}
    >
      <div role="none" className="menu-items" onKeyDown={move} onClick={onClose}>
        {children}
      </div>
    </Popover>
  );
}

type MenuItemProps = {
  icon?: ReactNode;
  children: ReactNode;
  onChoose: () => void;
  danger?: boolean;
  /** Why it can't be chosen. */
  refused?: string | false | undefined;
};

export function MenuItem({ icon, children, onChoose, danger, refused }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      className={classNames('menu-item', danger && 'menu-item-danger')}
      aria-disabled={refused ? true : undefined}
      title={refused || undefined}
      onClick={(event) => {
        if (refused) event.stopPropagation();
        else onChoose();
      }}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}
