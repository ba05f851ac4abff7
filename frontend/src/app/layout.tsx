/** What surrounds every screen of those who are signed in: the sidebar, and the way back to it. */

import { Menu } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { useLocation } from 'wouter';
import { useRooms } from '@/api/queries';
import { Sidebar } from '@/features/rooms/sidebar';
import { unreadRooms } from '@/features/rooms/sidebar-order';
import { useCurrentRoom } from '@/features/rooms/use-current-room';
import { classNames } from '@/ui/class-names';
import { IconButton } from '@/ui/icon-button';
import { Spinner } from '@/ui/spinner';
import { useDrawer } from './use-drawer';
import './layout.css';

export function Layout({ children }: { children: ReactNode }) {
  const [, navigate] = useLocation();
  const drawer = useDrawer();

  return (
    <div className="layout">
      <a className="skip-link" href="#main">
        Skip to the conversation
      </a>
      <nav
        ref={drawer.panel}
        className={classNames('sidebar', drawer.isOpen && 'sidebar-open')}
        aria-label="Rooms and people"
        inert={drawer.isDrawer && !drawer.isOpen}
        onClick={drawer.closeAfterLink}
        onKeyDown={drawer.closeOnEscape}
      >
        <Sidebar onSearchEverywhere={() => navigate('/search')} onHelp={() => {}} />
      </nav>
      {drawer.isOpen && <div className="drawer-shade" onPointerDown={drawer.close} />}
      <main id="main" tabIndex={-1} className="layout-main" inert={drawer.isOpen}>
        <div className="layout-stage">
          {drawer.isDrawer && <DrawerButton isOpen={drawer.isOpen} onOpen={drawer.open} />}
          <div className="layout-screen">
            <Suspense fallback={<Spinner />}>{children}</Suspense>
          </div>
        </div>
      </main>
    </div>
  );
}

function DrawerButton({ isOpen, onOpen }: { isOpen: boolean; onOpen: () => void }) {
  const rooms = useRooms() ?? [];
  const news = unreadRooms(rooms, useCurrentRoom()).length > 0;
  return (
    <IconButton
      name={news ? 'Rooms and people, something is unread' : 'Rooms and people'}
      className={classNames('drawer-button', news && 'drawer-button-news')}
      aria-expanded={isOpen}
      onClick={onOpen}
    >
      <Menu />
    </IconButton>
  );
}
