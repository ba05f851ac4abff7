/** Having Campfire as an app: a button where the browser offers it, else how it is done there. */

import { Download } from 'lucide-react';
import { Button } from '@/ui/button';
import { deviceName } from '@/ui/device-name';
import { Panel } from '@/ui/panel';
import { install, useInstall } from './install-store';

export function InstallPanel() {
  const { offer, isInstalled } = useInstall();
  if (isInstalled) return null;
  return (
    <Panel title="Campfire as an app">
      <p>A window and an icon of its own, with a number for what is unread.</p>
      {offer ? (
        <div>
          <Button icon={<Download />} onClick={() => void install()}>
            Install Campfire
          </Button>
        </div>
      ) : (
        <p className="panel-hint">{howToInstall(deviceName(navigator.userAgent).name)}</p>
      )}
    </Panel>
  );
}

const WAYS: [RegExp, string][] = [
  [/iPhone|iPad/, 'Press the Share button, then “Add to Home Screen”.'],
  [/Firefox on Android/, 'Open the menu (⋮), then “Install” or “Add to Home screen”.'],
  [/Android/, 'Open the menu (⋮), then “Install app” or “Add to Home screen”.'],
  [/Safari on Mac/, 'Open the File menu, then “Add to Dock”.'],
  [/Firefox/, 'Firefox on computers has no apps; pinning the tab comes close. Chrome and Edge do.'],
  [
    /Chrome|Edge|Opera|Vivaldi/,
    'Press the install sign at the end of the address, or open the menu (⋮) and look for “Install”.',
  ],
];

/** By what the device calls itself: "Safari on Mac". */
export function howToInstall(device: string): string {
  const way = WAYS.find(([pattern]) => pattern.test(device))?.[1];
  return way ?? 'Look for “Install” or “Add to Home screen” in your browser’s menu.';
}
