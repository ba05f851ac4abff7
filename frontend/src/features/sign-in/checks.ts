/** What can be told about a newcomer before the server is asked; it has the last word. */

import { passwordComplaint } from '@/ui/password-field';

/** Who somebody says they are. */
export type Newcomer = { name: string; email: string; password: string };

export function newcomerComplaints({ name, email, password }: Newcomer) {
  return {
    name: name.trim() ? undefined : 'Enter your name, as others should read it.',
    email: emailComplaint(email),
    password: passwordComplaint(password),
  };
}

/** Asks for what every address has; whether somebody reads it, only a letter could tell. */
export function emailComplaint(email: string): string | undefined {
  if (!email.trim()) return 'Enter your email address.';
  return /^[^@\s]+@[^@\s]+$/.test(email.trim())
    ? undefined
    : 'Enter an address like name@example.com.';
}
