/** A word in passing: something worked, or didn't. Gone after some seconds, said to screen readers. */

import { create } from 'zustand';
import './toast.css';

type Toast = { id: number; kind: 'fine' | 'trouble'; text: string };

const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));

/** Long enough to read two lines; troubles stay longer, since one has to act on them. */
const SHOWN_FOR_MS = { fine: 3_000, trouble: 8_000 };

let newest = 0;

function dismiss(id: number) {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

export function showToast(text: string, kind: Toast['kind'] = 'fine') {
  const id = ++newest;
  // The same words twice would only be noise.
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter((toast) => toast.text !== text), { id, kind, text }],
  }));
  setTimeout(() => dismiss(id), SHOWN_FOR_MS[kind]);
}

/** Says what went wrong, in the server's words where there are any. */
export function showTrouble(cause: unknown) {
  showToast(cause instanceof Error ? cause.message : 'That didn’t work. Try again.', 'trouble');
}

/** Where toasts appear: once, at the root. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <button
          key={toast.id}
          type="button"
          className={`toast toast-${toast.kind}`}
          onClick={() => dismiss(toast.id)}
        >
          {toast.text}
        </button>
      ))}
    </div>
  );
}
