/** One of a few: the system's own list, which every phone and screen reader knows, in our clothes. */

import { ChevronDown } from 'lucide-react';
import './select.css';

type SelectProps<Value extends string> = {
  /** Said, not shown: what is chosen speaks for itself. */
  label: string;
  value: Value;
  options: readonly { value: Value; name: string }[];
  onChange: (value: Value) => void;
};

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, options, onChange } = props;
  return (
    <span className="select">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      <ChevronDown />
    </span>
  );
}
