/** Web Push as the server knows it: the devices that hear of messages, and how the last push went. */

import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import type { PublicKey, PushSubscriptions } from './schema';

export const pushDevices = queryOptions({
  queryKey: ['push-devices'],
  queryFn: async ({ signal }) =>
    (await api.get<PushSubscriptions>('/api/push/subscriptions', {}, signal)).subscriptions,
  // Pushes happen without a word to us.
  staleTime: 0,
});

export async function publicKey(): Promise<string> {
  return (await api.get<PublicKey>('/api/push/vapid_public_key')).public_key;
}
