/** Hearing of messages while no page is open: on this device, and on my others. */

import { BellOff } from 'lucide-react';
import { Link } from 'wouter';
import { useAccount } from '@/api/queries';
import { EmptyState } from '@/ui/empty-state';
import { Page, Panel } from '@/ui/panel';
import { DevicesPanel } from './devices-panel';
import { InstallPanel } from './install-panel';
import { ThisDevicePanel } from './this-device-panel';
import { useThisDevice } from './use-this-device';

export function NotificationsScreen() {
  const { features } = useAccount();
  return (
    <Page title="Notifications">
      {features.push_notifications ? <Settings /> : <NotHere />}
      <InstallPanel />
    </Page>
  );
}

function Settings() {
  const device = useThisDevice();
  return (
    <>
      <ThisDevicePanel {...device} />
      <Panel title="Of what?">
        <p>
          Each room has a bell at its top: for when you are named, for everything, or for nothing.
          While you look at a room, it keeps quiet.
        </p>
        <p className="panel-hint">
          All your rooms and their bells are on <Link href="/me">your profile</Link>.
        </p>
      </Panel>
      <DevicesPanel here={device.endpoint} />
    </>
  );
}

function NotHere() {
  return (
    <EmptyState icon={<BellOff />} title="This server sends no notifications">
      <p>
        While a page is open, its title and its icon show what is unread. Whoever runs the server
        can turn notifications on.
      </p>
    </EmptyState>
  );
}
