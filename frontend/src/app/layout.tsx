/** What surrounds every screen of those who are signed in: the sidebar, and the way back to it. */

import { Menu } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { useLocation } from 'wouter';
import { useRooms } from '@/api/queries';
import { unreadRooms } from '@/api/room-order';
import { Sidebar } from '@/features/rooms/sidebar';
import { useCurrentRoom } from '@/features/rooms/use-current-room';
import { classNames } from '@/ui/class-names';
import { IconButton } from '@/ui/icon-button';
import { Spinner } from '@/ui/spinner';
import { ConnectionBar } from './connection-bar';
import { BrokenScreen, ErrorBoundary } from './error-screen';
import { useShortcuts } from './shortcuts';
import { titleOf, useScreenName, useTitle } from './titles';
import { useUnreadBadge } from './unread-badge';
import { useFocusOnArrival, useRememberRooms } from './use-arrival';
import { OPENER, useDrawer } from './use-drawer';
import { useReadNotifications } from './use-read-notifications';
import { useServiceWorker } from './use-service-worker';
import './layout.css';

export function Layout({ children }: { children: ReactNode }) {
  const [address] = useLocation();
  const drawer = useDrawer();
  const { overlay, openHelp } = useShortcuts();
  useFocusOnArrival();
  useRememberRooms();
  useServiceWorker();

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
        <Sidebar onHelp={openHelp} />
      </nav>
      {drawer.isOpen && <div className="drawer-shade" onPointerDown={drawer.close} />}
      <main id="main" tabIndex={-1} className="layout-main" inert={drawer.isOpen}>
        <ConnectionBar />
        <div className="layout-stage">
          {drawer.isDrawer && <DrawerButton isOpen={drawer.isOpen} onOpen={drawer.open} />}
          <div className="layout-screen">
            <ErrorBoundary fallback={<BrokenScreen />} address={address}>
              <Suspense fallback={<Spinner />}>{children}</Suspense>
            </ErrorBoundary>
          </div>
        </div>
      </main>
      <WhereIAm />
      {overlay}
    </div>
  );
}

function DrawerButton({ isOpen, onOpen }: { isOpen: boolean; onOpen: () => void }) {
  const hasNews = unreadRooms(useRooms() ?? [], useCurrentRoom()).length > 0;
  return (
    <IconButton
      name={hasNews ? 'Rooms and people, something is unread' : 'Rooms and people'}
      id={OPENER}
      className={classNames('drawer-button', hasNews && 'drawer-button-news')}
      aria-expanded={isOpen}
      onClick={onOpen}
    >
      <Menu />
    </IconButton>
  );
}

/**
 * Tells it to the window's title, the icons and screen readers. While nobody looks, also the room
 * that is open counts as unread.
 */
function WhereIAm() {
  const name = useScreenName();
  const rooms = useRooms();
  const unread = rooms && unreadRooms(rooms, null);
  const count = unread?.length ?? 0;
  useTitle(titleOf(name, count));
  useUnreadBadge(count);
  useReadNotifications(unread);
  return (
    <p className="said-only" role="status">
      {name}
    </p>
  );
}
