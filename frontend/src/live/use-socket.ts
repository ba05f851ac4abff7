/** The one socket of whoever is signed in, for hooks. `app/providers.tsx` opens and closes it. */

import { createContext, useContext } from 'react';
import type { CampfireSocket } from './socket';

export const SocketContext = createContext<CampfireSocket | null>(null);

export function useSocket(): CampfireSocket {
  const socket = useContext(SocketContext);
  if (!socket) throw new Error('This belongs below <SignedIn>.');
  return socket;
}
