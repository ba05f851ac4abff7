/** Web Push as the server knows it: the devices that hear of messages, and how the last push went. */

import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import type { PublicKey, PushSubscription, Timestamp } from './schema';

/** How a push went. `gone`: the device has let go of it, and so has the server. */
export type PushStatus = 'delivered' | 'gone' | 'refused' | 'failed';

interface PushResult {
  status: PushStatus;
  /** What happened, as a sentence. */
  message: string | null;
}

export interface PushDevice extends PushSubscription {
  /** Of the last push of any kind. */
  last_result: (PushResult & { at: Timestamp }) | null;
}

export interface PushTest {
  results: (PushResult & { endpoint: string })[];
}

export const pushDevices = queryOptions({
  queryKey: ['push-devices'],
  queryFn: async ({ signal }) =>
    (await api.get<{ subscriptions: PushDevice[] }>('/api/push/subscriptions', {}, signal))
      .subscriptions,
  // Pushes happen without a word to us.
  staleTime: 0,
});

export async function publicKey(): Promise<string> {
  return (await api.get<PublicKey>('/api/push/vapid_public_key')).public_key;
}
