/** All my devices that are notified, how that went last, and a push to try it. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BellRing, Trash2 } from 'lucide-react';
import { api } from '@/api/client';
import { pushDevices } from '@/api/push';
import type { PushSubscription, PushTestResults } from '@/api/schema';
import { Button } from '@/ui/button';
import { dayOf } from '@/ui/clock';
import { deviceName } from '@/ui/device-name';
import { IconButton } from '@/ui/icon-button';
import { Moment } from '@/ui/moment';
import { Panel } from '@/ui/panel';
import { Spinner } from '@/ui/spinner';
import { showToast, showTrouble } from '@/ui/toast';
import './devices-panel.css';

export function DevicesPanel({ here }: { here: string | null }) {
  const { data: devices, error } = useQuery(pushDevices);
  if (error) return <p className="field-error">{error.message}</p>;
  if (!devices) return <Spinner label="Looking for your devices" />;
  if (devices.length === 0) return null;
  return (
    <Panel title="Devices that are notified">
      <ul className="push-devices">
        {devices.map((device) => (
          <Device key={device.endpoint} device={device} isHere={device.endpoint === here} />
        ))}
      </ul>
    </Panel>
  );
}

function Device({ device, isHere }: { device: PushSubscription; isHere: boolean }) {
  const { name } = deviceName(device.user_agent);
  const test = useTest(device.endpoint);
  const remove = useRemove(device.endpoint);
  return (
    <li className="push-device">
      <div>
        <strong>{isHere ? `${name}, this device` : name}</strong>
        <small>{lastResult(device)}</small>
      </div>
      <Button
        icon={<BellRing />}
        busy={test.isPending}
        aria-label={`Try it on ${name}`}
        onClick={() => test.mutate()}
      >
        Try it
      </Button>
      {!isHere && (
        <IconButton name={`Stop notifying ${name}`} onClick={() => remove.mutate()}>
          <Trash2 />
        </IconButton>
      )}
    </li>
  );
}

function lastResult({ last_result: last, created_at }: PushSubscription) {
  if (!last) return `Since ${dayOf(created_at)}. Nothing was sent yet.`;
  const outcome = last.status === 'delivered' ? 'Reached' : (last.message ?? 'Not reached');
  return (
    <>
      {outcome} · <Moment at={last.at} />
    </>
  );
}

/** What became of the test, as a sentence. */
export function outcomeOf({ results }: PushTestResults): { text: string; isFine: boolean } {
  const result = results[0];
  if (!result) return { text: 'That device isn’t notified any more.', isFine: false };
  if (result.status === 'delivered') return { text: 'Sent. It should appear now.', isFine: true };
  return { text: result.message ?? 'It couldn’t be delivered. Try again later.', isFine: false };
}

function useTest(endpoint: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<PushTestResults>('/api/push/test', { endpoint }),
    onSuccess(answer) {
      const { text, isFine } = outcomeOf(answer);
      showToast(text, isFine ? 'fine' : 'trouble');
    },
    onError: showTrouble,
    onSettled: () => cache.invalidateQueries(pushDevices),
  });
}

function useRemove(endpoint: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/api/push/subscriptions', { endpoint }),
    onError: showTrouble,
    onSettled: () => cache.invalidateQueries(pushDevices),
  });
}
