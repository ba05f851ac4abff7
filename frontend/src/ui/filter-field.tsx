/** Narrows a list down while one types. Esc empties it; Enter does nothing, also within a form. */

import './field.css';
import { classNames } from './class-names';

type FilterFieldProps = {
  /** What is filtered: "Filter people". */
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
};

export function FilterField({ label, value, onChange, className }: FilterFieldProps) {
  return (
    <input
      type="search"
      className={classNames('field-input', className)}
      placeholder={label}
      aria-label={label}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        const empties = event.key === 'Escape' && value !== '';
        if (empties) onChange('');
        // An Esc that has emptied it closes nothing besides.
        if (empties || event.key === 'Enter') event.preventDefault();
      }}
    />
  );
}
