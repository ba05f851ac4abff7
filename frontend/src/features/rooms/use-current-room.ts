/** The room that the address names, if it names one. */

import { useLocation } from 'wouter';
import type { RoomId } from '@/api/schema';

export function useCurrentRoom(): RoomId | null {
  const [location] = useLocation();
  return roomAt(location);
}

export function roomAt(address: string): RoomId | null {
  return Number(/^\/rooms\/(\d+)(?:\/|$)/.exec(address)?.[1]) || null;
}
