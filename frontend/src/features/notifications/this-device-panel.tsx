/** Notifications here: why there are none, or the button that brings them. */

import { Bell, BellOff } from 'lucide-react';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { Spinner } from '@/ui/spinner';
import type { DeviceState } from './this-device';

type ThisDeviceProps = {
  state: DeviceState | undefined;
  turn: (on: boolean) => void;
  isTurning: boolean;
};

/** What is so, and what to do about it. */
const WORDS: Record<DeviceState, string> = {
  on: 'On. This device tells you of messages, also while Campfire is closed.',
  off: 'Off. Turn them on to hear of messages while Campfire is closed. Your browser will ask whether it may.',
  blocked:
    'Blocked. This browser was told to keep Campfire quiet. Allow notifications in its settings for this site (the sign beside the address), then come back.',
  'install-first':
    'iPhones and iPads notify you only of what is on the home screen. Put Campfire there first: how that goes is below. Then open it from there and come back to this page.',
  insecure:
    'Browsers allow notifications only where the address begins with https. Ask whoever runs this server.',
  unsupported: 'This browser can’t notify you. Any current Chrome, Edge, Firefox or Safari can.',
};

export function ThisDevicePanel({ state, turn, isTurning }: ThisDeviceProps) {
  return (
    <Panel title="On this device">
      {state ? <p>{WORDS[state]}</p> : <Spinner label="Asking your browser" />}
      {state === 'off' && (
        <div>
          <Button look="main" icon={<Bell />} busy={isTurning} onClick={() => turn(true)}>
            Turn notifications on
          </Button>
        </div>
      )}
      {state === 'on' && (
        <div>
          <Button icon={<BellOff />} busy={isTurning} onClick={() => turn(false)}>
            Turn notifications off
          </Button>
        </div>
      )}
    </Panel>
  );
}
