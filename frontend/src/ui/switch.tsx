/** On or off, at once. */

import type { ReactNode } from 'react';
import './switch.css';

type SwitchProps = {
  on: boolean;
  onChange: (on: boolean) => void;
  /** What is on or off; beside it, or said only. */
  label: string;
  hint?: ReactNode;
  showLabel?: boolean;
  disabled?: boolean;
};

export function Switch({ on, onChange, label, hint, showLabel = true, disabled }: SwitchProps) {
  return (
    <label className="switch">
      <span className={showLabel ? 'switch-label' : 'said-only'}>
        {label}
        {hint && <small>{hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="switch-track" aria-hidden="true" />
    </label>
  );
}
