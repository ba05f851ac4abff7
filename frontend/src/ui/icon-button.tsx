/** A round button with a picture. Its name is said, and shown on hovering. */

import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names';
import './icon-button.css';

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  name: string;
  children: ReactNode;
  /** The main thing to do here: filled. */
  main?: boolean;
};

export function IconButton({ name, children, main, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      {...rest}
      className={classNames('icon-button', main && 'icon-button-main', className)}
    >
      {children}
    </button>
  );
}
