/** Light, dark, or as the system is: chosen once for this device, also in its other tabs. */

import { create } from 'zustand';

export type Theme = 'light' | 'dark' | 'system';

const KEPT_AS = 'theme';

function kept(): Theme {
  const theme = localStorage.getItem(KEPT_AS);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

const themeStore = create<{ theme: Theme }>(() => ({ theme: kept() }));

/** Makes the page look like its theme, and the browser's own frame around it. */
export function applyTheme() {
  const { theme } = themeStore.getState();
  const page = document.documentElement;
  if (theme === 'system') delete page.dataset.theme;
  else page.dataset.theme = theme;
  for (const frame of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    // What the system would choose stands beside what was chosen, to be found again.
    frame.dataset.system ??= frame.content;
    frame.content =
      theme === 'system'
        ? frame.dataset.system
        : getComputedStyle(page).getPropertyValue('--background').trim();
  }
}

function setTheme(theme: Theme) {
  if (theme === 'system') localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, theme);
  themeStore.setState({ theme });
  applyTheme();
}

// Another tab chose.
window.addEventListener('storage', ({ key }) => {
  if (key !== KEPT_AS) return;
  themeStore.setState({ theme: kept() });
  applyTheme();
});

export function useTheme(): [Theme, (theme: Theme) => void] {
  return [themeStore(({ theme }) => theme), setTheme];
}
