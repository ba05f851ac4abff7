/** My profile, and how Campfire is for me: its look and sound, my rooms, my devices. */

import { Bell, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useAccount } from '@/api/queries';
import { Page, Panel } from '@/ui/panel';
import { Devices } from './devices';
import './me-screen.css';
import { MyRooms } from './my-rooms';
import { PasswordForm } from './password-form';
import { ProfileForm } from './profile-form';
import { SignOutButton } from './sign-out-button';
import { SoundChoice } from './sound-choice';
import { ThemeChoice } from './theme-choice';
import { TransferPanel } from './transfer-panel';

/** `avatar`: where one chooses a picture of oneself. */
export function MeScreen({ avatar }: { avatar?: ReactNode }) {
  const { features } = useAccount();
  return (
    <Page title="My profile" actions={<SignOutButton />}>
      <Panel title="Who I am">
        {avatar}
        <ProfileForm />
      </Panel>
      <Panel title="Look and sound">
        <ThemeChoice />
        <SoundChoice />
        {features.push_notifications && (
          <Link href="/notifications" className="me-link">
            <Bell />
            <span>Notifications on this device</span>
            <ChevronRight />
          </Link>
        )}
      </Panel>
      <Panel title="My rooms">
        <MyRooms />
      </Panel>
      <Panel title="My devices">
        <Devices />
      </Panel>
      <Panel title="Sign in elsewhere">
        <TransferPanel />
      </Panel>
      <Panel title="Password">
        <PasswordForm />
      </Panel>
    </Page>
  );
}
