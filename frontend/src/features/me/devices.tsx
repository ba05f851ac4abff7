/** Where I am signed in, and signing out there. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Laptop, Smartphone, SquareTerminal } from 'lucide-react';
import { api } from '@/api/client';
import { devices } from '@/api/queries';
import type { Session, SessionId } from '@/api/schema';
import { Button } from '@/ui/button';
import { type DeviceKind, deviceName } from '@/ui/device-name';
import { Moment } from '@/ui/moment';
import { Spinner } from '@/ui/spinner';
import { showToast, showTrouble } from '@/ui/toast';

const ICONS: Record<DeviceKind, typeof Laptop> = {
  phone: Smartphone,
  computer: Laptop,
  terminal: SquareTerminal,
};

export function Devices() {
  // Another device may have signed in since; no frame tells.
  const { data: sessions, error } = useQuery({ ...devices, staleTime: 0 });
  if (error) return <p className="field-error">{error.message}</p>;
  if (!sessions) return <Spinner />;
  return (
    <ul className="me-list">
      {sessions.map((session) => (
        <Device key={session.id} session={session} />
      ))}
    </ul>
  );
}

function Device({ session }: { session: Session }) {
  const { name, kind } = deviceName(session.user_agent);
  const signOut = useSignOutDevice();
  const Icon = ICONS[kind];
  return (
    <li className="me-row">
      <Icon />
      <div className="me-row-name">
        <strong>{name}</strong>
        <small>
          {session.current ? 'This device' : <Moment at={session.last_active_at} />}
          {session.ip && ` · ${session.ip}`}
        </small>
      </div>
      {!session.current && (
        <Button
          aria-label={`Sign out ${name}`}
          busy={signOut.isPending}
          onClick={() => signOut.mutate(session.id)}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

function useSignOutDevice() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: SessionId) => api.delete(`/api/auth/sessions/${id}`),
    onSuccess: () => showToast('Signed out there'),
    onError: showTrouble,
    // Also after a refusal: it may have been signed out already.
    onSettled: () => cache.invalidateQueries(devices),
  });
}
