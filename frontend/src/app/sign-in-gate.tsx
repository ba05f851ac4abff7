/** Who may pass where: members into the rooms, strangers to the door. */

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Redirect, useLocation, useSearchParams } from 'wouter';
import { ApiError } from '@/api/client';
import { setupState, whoAmI } from '@/api/queries';
import { Spinner } from '@/ui/spinner';
import { OfflineScreen } from './error-screen';
import { SignedIn } from './providers';
import { useDoorTitle } from './titles';

/** Shows what is behind it to those who are signed in, and shows others the way in. */
export function ForMembers({ children }: { children: ReactNode }) {
  const me = useQuery(whoAmI);
  const [location] = useLocation();

  if (isStranger(me.error)) return <ToTheDoor from={location} />;
  if (me.data) return <SignedIn>{children}</SignedIn>;
  if (me.error) return <OfflineScreen cause={me.error} onRetry={() => void me.refetch()} />;
  return <Knocking />;
}

/** A fresh server is set up first; otherwise one signs in, and then goes on where one wanted to. */
function ToTheDoor({ from }: { from: string }) {
  const setup = useQuery(setupState);

  if (setup.data?.needs_setup) return <Redirect to="/setup" replace />;
  if (setup.data) return <Redirect to={doorFrom(from)} replace />;
  if (setup.error)
    return <OfflineScreen cause={setup.error} onRetry={() => void setup.refetch()} />;
  return <Knocking />;
}

/** Signing in, joining, setting up. Whoever is signed in already (or just now) goes on inside. */
export function ForStrangers({ children }: { children: ReactNode }) {
  const me = useQuery(whoAmI);
  const [search] = useSearchParams();
  useDoorTitle();

  if (me.data && !isStranger(me.error)) return <Redirect to={wantedAddress(search)} replace />;
  return children;
}

function isStranger(cause: Error | null): boolean {
  return cause instanceof ApiError && cause.status === 401;
}

/** The page one signs out on isn't where one wants to go next. */
const NOT_WORTH_REMEMBERING = ['/', '/me'];

/** The address of the door that remembers where one came from. */
export function doorFrom(address: string): string {
  if (NOT_WORTH_REMEMBERING.includes(address)) return '/sign-in';
  return `/sign-in?${new URLSearchParams({ to: address })}`;
}

/** Where one wanted to go: a page of ours, whatever the address says. */
export function wantedAddress(search: URLSearchParams): string {
  const wanted = search.get('to') ?? '/';
  const elsewhere = new URL(wanted, window.location.origin).origin !== window.location.origin;
  return elsewhere || !wanted.startsWith('/') ? '/' : wanted;
}

function Knocking() {
  return (
    <main className="waiting">
      <Spinner />
    </main>
  );
}
