/** Something that wants an answer first. The browser keeps the focus inside, and Esc closes it. */

import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Button } from './button';
import './dialog.css';
import { classNames } from './class-names';
import { IconButton } from './icon-button';

type DialogProps = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
  /** The title is said, not shown. */
  bare?: boolean;
  testId?: string;
};

export function Dialog({ title, onClose, children, className, bare, testId }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // In layout, not after it: closing gives the focus back, which a dialog that is gone can't do.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    shown?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => shown?.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Esc.
    <dialog
      ref={dialog}
      className={classNames('dialog', className)}
      aria-labelledby={titleId}
      data-testid={testId}
      onCancel={(event) => {
        // A dialog opened from this one is its own affair.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        // The dialog itself is what one hits beside its content.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-content">
        <header className={bare ? 'said-only' : 'dialog-header'}>
          <h2 id={titleId}>{title}</h2>
          {!bare && (
            <IconButton name="Close" onClick={onClose}>
              <X />
            </IconButton>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}

type ConfirmProps = {
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The verb: "Delete message". */
  action: string;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Asks before something that can't be undone. The safe answer has the focus. */
export function Confirm({ title, children, action, busy, onConfirm, onCancel }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onCancel} className="dialog-small">
      <div className="dialog-body">{children}</div>
      <footer className="dialog-footer">
        <Button onClick={onCancel} data-autofocus>
          Cancel
        </Button>
        <Button look="danger" busy={busy ?? false} onClick={onConfirm}>
          {action}
        </Button>
      </footer>
    </Dialog>
  );
}
