/** The account: how to invite, what it is called, who may do what. Everybody sees it; administrators change it. */

import { Bot, ChevronRight, Paintbrush, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useAccount, useMe } from '@/api/queries';
import { useServerVersion } from '@/live/live-store';
import { Page, Panel } from '@/ui/panel';
import './account-screen.css';
import { JoinLink } from './join-link';
import { NameForm } from './name-form';
import { RoomCreationSwitch } from './room-creation-switch';

/** `logo`: where administrators choose a picture for it. */
export function AccountScreen({ logo }: { logo?: ReactNode }) {
  const { name } = useAccount();
  const version = useServerVersion();
  return (
    <Page title={name}>
      <Panel title="Invite people">
        <JoinLink />
      </Panel>
      <Panel title="This account">
        {logo}
        <NameForm />
        <RoomCreationSwitch />
      </Panel>
      <nav className="account-links" aria-label="More about this account">
        <Way to="/people" icon={<Users />} name="People" says="Who is here, and what they may do" />
        <Way
          to="/account/bots"
          icon={<Bot />}
          name="Bots"
          says="Programs that talk here"
          forAdministrators
        />
        <Way
          to="/account/styles"
          icon={<Paintbrush />}
          name="Custom styles"
          says="CSS for every page"
          forAdministrators
        />
      </nav>
      {version && <p className="account-version">Campfire {version}</p>}
    </Page>
  );
}

type WayProps = {
  to: string;
  icon: ReactNode;
  name: string;
  says: string;
  forAdministrators?: boolean;
};

function Way({ to, icon, name, says, forAdministrators = false }: WayProps) {
  const me = useMe();
  const isShut = forAdministrators && me.role !== 'administrator';
  const content = (
    <>
      {icon}
      <span>
        <strong>{name}</strong>
        <small>{isShut ? 'Administrators look after these.' : says}</small>
      </span>
    </>
  );
  if (isShut) return <div className="account-way account-way-shut">{content}</div>;
  return (
    <Link href={to} className="account-way">
      {content}
      <ChevronRight />
    </Link>
  );
}
