/** The browser's offer to install this page as an app: it comes once, early, and is kept until wanted. */

import { create } from 'zustand';

/** Not in the libraries: only some browsers have it. */
interface InstallOffer extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

interface Install {
  offer: InstallOffer | null;
  isInstalled: boolean;
}

export const useInstall = create<Install>(() => ({ offer: null, isInstalled: false }));

/** Listens from the start: the offer doesn't wait for the page that shows it. */
export function keepInstallOffer() {
  useInstall.setState({ isInstalled: window.matchMedia('(display-mode: standalone)').matches });
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    // The event's name says what it is.
    useInstall.setState({ offer: event as InstallOffer });
  });
  window.addEventListener('appinstalled', () => {
    useInstall.setState({ offer: null, isInstalled: true });
  });
}

export async function install() {
  const { offer } = useInstall.getState();
  // An offer holds once, whatever the answer.
  useInstall.setState({ offer: null });
  await offer?.prompt();
}
