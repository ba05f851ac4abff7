/** Who carries the outbox to the server, for hooks. `app/providers.tsx` appoints one. */

import { createContext, useContext } from 'react';
import type { Courier } from './courier';

export const CourierContext = createContext<Courier | null>(null);

export function useCourier(): Courier {
  const courier = useContext(CourierContext);
  if (!courier) throw new Error('This belongs below <SignedIn>.');
  return courier;
}
