/** Something is on its way. Shows only after a moment: what is fast enough needs no spinner. */

import './spinner.css';

export function Spinner({ label = 'Loading' }: { label?: string }) {
  return (
    <span className="spinner" role="status">
      <i aria-hidden="true" />
      <i aria-hidden="true" />
      <i aria-hidden="true" />
      <span className="said-only">{label}</span>
    </span>
  );
}
