/** Buttons with words on them. Round ones with a picture are in `icon-button.tsx`. */

import type { ButtonHTMLAttributes, ReactNode } from 'react';
import './button.css';
import { classNames } from './class-names';

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  /** `main`: what to do next, at most one a screen. `danger`: can't be undone. */
  look?: 'main' | 'plain' | 'danger' | 'quiet';
  icon?: ReactNode;
  /** Waits for an answer: can't be pressed again, and says so. */
  busy?: boolean;
  /** Why it can't be pressed. It stays reachable, so that everybody can learn the reason. */
  refused?: string | false | undefined;
};

export function Button({
  look = 'plain',
  icon,
  busy = false,
  refused,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const blocked = busy || Boolean(refused);
  return (
    <button
      {...rest}
      type={type}
      className={classNames('button', `button-${look}`, className)}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      title={refused || rest.title}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}
