/** A labelled place to write one line (or, with `rows`, some), with its hint and what was wrong with it. */

import { type InputHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react';
import './field.css';

type FieldProps = {
  label: string;
  hint?: string | undefined;
  /** What was wrong, from the server or from us. */
  error?: string | undefined;
} & (
  | ({ rows: number } & TextareaHTMLAttributes<HTMLTextAreaElement>)
  | ({ rows?: never } & InputHTMLAttributes<HTMLInputElement>)
);

export function Field({ label, hint, error, ...rest }: FieldProps) {
  const made = useId();
  const id = rest.id ?? made;
  const about = {
    id,
    className: 'field-input',
    'aria-invalid': error ? true : undefined,
    'aria-describedby': hint || error ? `${id}-about` : undefined,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rest.rows === undefined ? (
        <input type="text" dir="auto" {...rest} {...about} />
      ) : (
        <textarea dir="auto" {...rest} {...about} />
      )}
      {(error || hint) && (
        <p
          id={`${id}-about`}
          className={error ? 'field-error' : 'field-hint'}
          role={error && 'alert'}
        >
          {error || hint}
        </p>
      )}
    </div>
  );
}
