/** Who may pass where: members into the rooms, strangers to the door. */

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Redirect, useLocation, useSearch, useSearchParams } from 'wouter';
import { ApiError } from '@/api/client';
import { setupState, whoAmI } from '@/api/queries';
import { Spinner } from '@/ui/spinner';
import { OfflineScreen } from './error-screen';
import { SignedIn } from './providers';
import { useDoorTitle } from './titles';

/** Shows what is behind it to those who are signed in, and shows others the way in. */
export function ForMembers({ children }: { children: ReactNode }) {
  const me = useQuery({ ...whoAmI, ...UNTIL_ANSWERED });
  const [location] = useLocation();
  const search = useSearch();

  if (isStranger(me.error)) return <ToTheDoor from={search ? `${location}?${search}` : location} />;
  if (me.data) return <SignedIn>{children}</SignedIn>;
  return <Knocking at={me} />;
}

/** A fresh server is set up first; otherwise one signs in, and then goes on where one wanted to. */
function ToTheDoor({ from }: { from: string }) {
  const setup = useQuery({ ...setupState, ...UNTIL_ANSWERED });

  if (setup.data?.needs_setup) return <Redirect to="/setup" replace />;
  if (setup.data) return <Redirect to={doorFrom(from)} replace />;
  return <Knocking at={setup} />;
}

type DoorProps = {
  /** Whether this door is for a server that needs setting up; without it, for any. */
  whileFresh?: boolean;
  children: ReactNode;
};

/** Signing in, joining, setting up. Whoever is signed in already (or just now) goes on inside. */
export function ForStrangers({ whileFresh, children }: DoorProps) {
  const me = useQuery(whoAmI);
  const setup = useQuery({ ...setupState, enabled: whileFresh !== undefined });
  const [search] = useSearchParams();
  useDoorTitle();

  if (me.data && !isStranger(me.error)) return <Redirect to={wantedAddress(search)} replace />;
  const isOtherDoor = setup.data && whileFresh !== setup.data.needs_setup;
  if (isOtherDoor) return <Redirect to={whileFresh ? '/sign-in' : '/setup'} replace />;
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

/** Nothing can be shown before these are answered: they are asked until they are. */
const UNTIL_ANSWERED = {
  refetchInterval: ({ state }: { state: { status: string; error: Error | null } }) =>
    state.status === 'error' && !isStranger(state.error) ? ASK_AGAIN_MS : false,
};

const ASK_AGAIN_MS = 5_000;

type Asked = Pick<UseQueryResult, 'failureReason' | 'isPaused' | 'refetch'>;

/** Waiting for the first answer, and saying so where it doesn't come. */
function Knocking({ at }: { at: Asked }) {
  if (at.failureReason || at.isPaused) {
    return <OfflineScreen cause={at.failureReason} onRetry={() => void at.refetch()} />;
  }
  return (
    <main className="waiting">
      <Spinner />
    </main>
  );
}
