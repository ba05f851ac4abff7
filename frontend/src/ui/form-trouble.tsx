/** Why a form was refused, where no single field is to blame; with the wait counted down, if there is one. */

import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '@/api/client';
import './form-trouble.css';
import type { Trouble } from './use-form';

type FormTroubleProps = {
  trouble: Trouble | null;
  /** What else helps then. */
  children?: ReactNode;
};

export function FormTrouble({ trouble, children }: FormTroubleProps) {
  if (!trouble) return null;
  const { cause, at } = trouble;
  const refusal = cause instanceof ApiError ? cause : null;
  const wait = refusal?.code === 'rate_limited' ? refusal.retryAfterSeconds : undefined;
  return (
    <div className="form-trouble">
      <p role="alert">{refusal?.message ?? 'That didn’t work. Try again.'}</p>
      {wait !== undefined && <Wait key={at} until={at + wait * 1000} />}
      {children}
    </div>
  );
}

/** `161` is `2:41`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function Wait({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const over = left === 0;

  useEffect(() => {
    if (over) return;
    const ticking = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(ticking);
  }, [over]);

  return (
    <p role="timer">
      {over ? (
        'You can try again now.'
      ) : (
        <>
          You can try again in <strong>{clock(left)}</strong>.
        </>
      )}
    </p>
  );
}
