/**
 * A form as somebody fills it in: what stands in the fields, what was wrong with them, and whether
 * an answer is awaited. Nothing typed is ever lost by a refusal.
 */

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ApiError } from '@/api/client';

type Complaints<Values> = { [Name in keyof Values]?: string | undefined };

/** What a field needs of its form. */
type FormField = {
  name: string;
  value: string;
  error: string | undefined;
  onChange: (event: { target: { value: string } }) => void;
};

/** What went wrong with the whole of it, and when: a wait is counted from there. */
export type Trouble = { cause: unknown; at: number };

type Plan<Values> = {
  initial: Values;
  /** What can be told without asking the server. */
  check?: (values: Values) => Complaints<Values>;
  send: (values: Values) => Promise<unknown>;
  /** The server refused; what it said is shown already. */
  onRefused?: (cause: unknown) => void;
};

export function useForm<Values extends Record<string, string>>(plan: Plan<Values>) {
  const [values, setValues] = useState(plan.initial);
  const [complaints, setComplaints] = useState<Complaints<Values>>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  // As everything that is sent: a session that ended meanwhile is noticed in one place.
  const { mutateAsync: send, isPending: busy } = useMutation({ mutationFn: plan.send });
  const form = useRef<HTMLFormElement>(null);

  function change(name: keyof Values, value: string) {
    setValues((before) => ({ ...before, [name]: value }));
    setComplaints((before) => ({ ...before, [name]: undefined }));
  }

  function complain(about: Complaints<Values>) {
    // Shown before the focus moves there, so that a screen reader reads both.
    flushSync(() => setComplaints(about));
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  function refuse(cause: unknown) {
    const field = cause instanceof ApiError ? cause.field : undefined;
    if (field !== undefined && Object.hasOwn(values, field) && cause instanceof ApiError) {
      // The server's name for it is one of ours: the line above asked.
      complain({ [field]: cause.message } as Complaints<Values>);
    } else {
      setTrouble({ cause, at: Date.now() });
    }
    plan.onRefused?.(cause);
  }

  async function submit(event?: Pick<FormEvent, 'preventDefault'>) {
    event?.preventDefault();
    if (busy) return;
    setTrouble(null);
    const wrong = plan.check?.(values) ?? {};
    if (Object.values(wrong).some(Boolean)) {
      complain(wrong);
      return;
    }
    setComplaints({});
    try {
      await send(values);
    } catch (cause) {
      refuse(cause);
    }
  }

  return {
    values,
    trouble,
    busy,
    submit,
    change,
    /** Starts over from these. */
    reset: setValues,
    /** `noValidate`: what is wrong is said beside the field, in our words. */
    formProps: { ref: form, onSubmit: submit, noValidate: true },
    field: (name: keyof Values & string): FormField => ({
      name,
      value: values[name] ?? '',
      error: complaints[name],
      onChange: (event) => change(name, event.target.value),
    }),
  };
}

export type Form<Values extends Record<string, string>> = ReturnType<typeof useForm<Values>>;
