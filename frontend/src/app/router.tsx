/**
 * Which address shows what. Every screen is a chunk of its own, so that whoever signs in doesn't
 * wait for what administrators need.
 */

import { lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { MessageId, RoomId } from '@/api/schema';
import { Spinner } from '@/ui/spinner';
import { Landing } from './landing';
import { Layout } from './layout';
import { NotFound } from './not-found';
import { ForMembers, ForStrangers } from './sign-in-gate';

const FirstRunScreen = lazy(async () => ({
  default: (await import('@/features/sign-in/first-run-screen')).FirstRunScreen,
}));
const SignInScreen = lazy(async () => ({
  default: (await import('@/features/sign-in/sign-in-screen')).SignInScreen,
}));
const JoinScreen = lazy(async () => ({
  default: (await import('@/features/sign-in/join-screen')).JoinScreen,
}));
const TransferScreen = lazy(async () => ({
  default: (await import('@/features/sign-in/transfer-screen')).TransferScreen,
}));
const loadRoomPage = () => import('./room-page');
const RoomPage = lazy(async () => ({ default: (await loadRoomPage()).RoomPage }));
const NewRoomScreen = lazy(async () => ({
  default: (await import('@/features/rooms/new-room-screen')).NewRoomScreen,
}));
const RoomSettingsScreen = lazy(async () => ({
  default: (await import('@/features/rooms/room-settings-screen')).RoomSettingsScreen,
}));
const NewDirectScreen = lazy(async () => ({
  default: (await import('@/features/rooms/new-direct-screen')).NewDirectScreen,
}));
const PeopleScreen = lazy(async () => ({
  default: (await import('@/features/people/people-screen')).PeopleScreen,
}));
const PersonScreen = lazy(async () => ({
  default: (await import('@/features/people/person-screen')).PersonScreen,
}));
const MyProfile = lazy(async () => ({ default: (await import('./my-profile')).MyProfile }));
const OurAccount = lazy(async () => ({ default: (await import('./our-account')).OurAccount }));
const StylesScreen = lazy(async () => ({
  default: (await import('@/features/account/styles-screen')).StylesScreen,
}));
const BotsScreen = lazy(async () => ({
  default: (await import('@/features/bots/bots-screen')).BotsScreen,
}));
const SearchScreen = lazy(async () => ({
  default: (await import('@/features/search/search-screen')).SearchScreen,
}));
const NotificationsScreen = lazy(async () => ({
  default: (await import('@/features/notifications/notifications-screen')).NotificationsScreen,
}));

// Most who come want a room: its code comes while the server is asked who they are. If it doesn't,
// the page that needs it says so.
if (/^\/(rooms\/|$)/.test(window.location.pathname)) loadRoomPage().catch(() => {});

export function Router() {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/setup">
          <ForStrangers whileFresh>
            <FirstRunScreen />
          </ForStrangers>
        </Route>
        <Route path="/sign-in">
          <ForStrangers whileFresh={false}>
            <SignInScreen />
          </ForStrangers>
        </Route>
        <Route path="/join/:code">
          {({ code }) => (
            <ForStrangers>
              <JoinScreen code={code} />
            </ForStrangers>
          )}
        </Route>
        {/* Signs in whoever follows it, as somebody else if need be. */}
        <Route path="/transfer/:token">{({ token }) => <TransferScreen token={token} />}</Route>
        <Route>
          <ForMembers>
            <Layout>
              <Screens />
            </Layout>
          </ForMembers>
        </Route>
      </Switch>
    </Suspense>
  );
}

function Screens() {
  return (
    <Switch>
      <Route path="/">
        <Landing />
      </Route>
      <Route path="/rooms/new">
        <NewRoomScreen />
      </Route>
      <Route path="/rooms/:id/settings">
        {({ id }) => (
          <WithId text={id}>
            {(roomId) => <RoomSettingsScreen key={roomId} roomId={roomId} />}
          </WithId>
        )}
      </Route>
      {/* One route for both, so that a link to a message of the open room doesn't open it anew. */}
      <Route path="/rooms/:id/:at?">{({ id, at }) => <RoomAt room={id} at={at} />}</Route>
      <Route path="/directs/new">
        <NewDirectScreen />
      </Route>
      <Route path="/people">
        <PeopleScreen />
      </Route>
      <Route path="/people/:id">
        {({ id }) => <WithId text={id}>{(userId) => <PersonScreen id={userId} />}</WithId>}
      </Route>
      <Route path="/me">
        <MyProfile />
      </Route>
      <Route path="/account">
        <OurAccount />
      </Route>
      <Route path="/account/bots">
        <BotsScreen />
      </Route>
      <Route path="/account/styles">
        <StylesScreen />
      </Route>
      <Route path="/search">
        <SearchScreen />
      </Route>
      <Route path="/notifications">
        <NotificationsScreen />
      </Route>
      <Route path="/rooms">
        <Redirect to="/" replace />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

/** `/rooms/1` and `/rooms/1/@17`. */
function RoomAt({ room, at }: { room: string; at: string | undefined }) {
  const roomId: RoomId | null = idIn(room);
  const messageId: MessageId | null = at?.startsWith('@') ? idIn(at.slice(1)) : null;
  if (roomId === null || (at !== undefined && messageId === null)) return <NotFound />;
  return <RoomPage roomId={roomId} around={messageId ?? undefined} />;
}

function WithId({ text, children }: { text: string; children: (id: number) => ReactNode }) {
  const id = idIn(text);
  return id === null ? <NotFound /> : children(id);
}

function idIn(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function Waiting() {
  return (
    <main className="waiting">
      <Spinner />
    </main>
  );
}
