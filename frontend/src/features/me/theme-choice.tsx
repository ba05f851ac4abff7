/** Light, dark, or as the system is. */

import { Monitor, Moon, Sun } from 'lucide-react';
import { type Theme, useTheme } from '@/ui/theme';

const THEMES: { value: Theme; name: string; icon: typeof Sun }[] = [
  { value: 'light', name: 'Light', icon: Sun },
  { value: 'dark', name: 'Dark', icon: Moon },
  { value: 'system', name: 'As the system', icon: Monitor },
];

export function ThemeChoice() {
  const [theme, setTheme] = useTheme();
  return (
    <fieldset className="theme-choice">
      <legend className="said-only">Theme on this device</legend>
      {THEMES.map(({ value, name, icon: Icon }) => (
        <label key={value} className="theme-option">
          <input
            type="radio"
            name="theme"
            className="said-only"
            checked={theme === value}
            onChange={() => setTheme(value)}
          />
          <Icon />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
