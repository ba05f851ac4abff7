/** What each address is called: in the window's title, and said when one gets there. */

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { person, useRooms } from '@/api/queries';
import { roomAt } from '@/features/rooms/use-current-room';

const SCREENS: Record<string, string> = {
  '/': 'Rooms',
  '/rooms/new': 'New room',
  '/directs/new': 'Write to somebody',
  '/people': 'People',
  '/me': 'My profile',
  '/account': 'Account',
  '/account/bots': 'Bots',
  '/account/styles': 'Custom styles',
  '/search': 'Search',
  '/notifications': 'Notifications',
  '/setup': 'Set up',
  '/sign-in': 'Sign in',
};

/** The screens of strangers that have something of their own in their address. */
const DOORS: [RegExp, string][] = [
  [/^\/join\//, 'Join'],
  [/^\/transfer\//, 'Sign in on this device'],
];

/** The name of what is shown, as soon as it is known. */
export function useScreenName(): string {
  const [address] = useLocation();
  const roomId = roomAt(address);
  const personId = Number(/^\/people\/(\d+)$/.exec(address)?.[1]) || null;
  const room = useRooms()?.find(({ id }) => id === roomId);
  const someone = useQuery({ ...person(personId ?? 0), enabled: personId !== null }).data;

  if (roomId !== null) {
    const name = room?.name ?? 'Room';
    return address.endsWith('/settings') ? `Settings of ${name}` : name;
  }
  if (personId !== null) return someone?.name ?? 'Person';
  return SCREENS[address] ?? 'Nothing here';
}

/** `(3) All Talk · Campfire`. */
export function titleOf(screen: string, unreadRooms = 0): string {
  const count = unreadRooms > 0 ? `(${unreadRooms}) ` : '';
  return `${count}${screen} · Campfire`;
}

export function useTitle(title: string) {
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** What strangers see: no room of theirs is known here. */
export function useDoorTitle() {
  const [address] = useLocation();
  useTitle(
    titleOf(SCREENS[address] ?? DOORS.find(([door]) => door.test(address))?.[1] ?? 'Welcome'),
  );
}
