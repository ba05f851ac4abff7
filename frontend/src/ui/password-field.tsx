/** Where a password goes: hidden until one asks to see it; a new one is told its rules beforehand. */

import { Eye, EyeOff } from 'lucide-react';
import { type InputHTMLAttributes, useState } from 'react';
import { Field } from './field';
import { IconButton } from './icon-button';
import './password-field.css';

const SHORTEST = 8;
const LONGEST = 128;

/** The server counts characters, not the halves that some of them are made of. */
const lengthOf = (password: string) => [...password].length;

/** How far a new password has got. */
export function passwordHint(password: string): string {
  const length = lengthOf(password);
  if (length === 0) return `At least ${SHORTEST} characters. Three or four words are easy to keep.`;
  if (length < SHORTEST) {
    const missing = SHORTEST - length;
    return missing === 1 ? 'One more character' : `${missing} more characters`;
  }
  return length > LONGEST ? `${length - LONGEST} characters too many` : 'Long enough';
}

/** What is wrong with a new password, if anything. */
export function passwordComplaint(password: string): string | undefined {
  const length = lengthOf(password);
  if (length === 0) return 'Choose a password.';
  if (length < SHORTEST) return `Choose a password with at least ${SHORTEST} characters.`;
  if (length > LONGEST) return `Choose a password with at most ${LONGEST} characters.`;
  return undefined;
}

type PasswordFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'value'> & {
  label: string;
  value: string;
  error?: string | undefined;
  hint?: string;
  /** One is being chosen. */
  isNew?: boolean;
};

export function PasswordField({ isNew = false, hint, ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className="password-field">
      <Field
        {...rest}
        type={shown ? 'text' : 'password'}
        hint={isNew ? passwordHint(rest.value) : hint}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        autoCapitalize="off"
        spellCheck={false}
        dir="ltr"
      />
      <IconButton
        name={shown ? 'Hide password' : 'Show password'}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff /> : <Eye />}
      </IconButton>
    </div>
  );
}
