/** Leaving a room and deleting it: both ask first. */

import { useMutation } from '@tanstack/react-query';
import { LogOut, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '@/api/client';
import { useMe } from '@/api/queries';
import type { Room } from '@/api/schema';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Panel } from '@/ui/panel';
import { showToast, showTrouble } from '@/ui/toast';

/** Ends it, says so, and goes where rooms are. The sidebar hears of it from the server. */
function useEnding(end: () => Promise<void>, done: string) {
  const [asked, setAsked] = useState(false);
  const [, navigate] = useLocation();
  const ending = useMutation({
    mutationFn: end,
    onSuccess() {
      showToast(done);
      navigate('/', { replace: true });
    },
    onError(cause) {
      setAsked(false);
      showTrouble(cause);
    },
  });
  return { asked, setAsked, ending };
}

export function LeaveRoomPanel({ room, isLast }: { room: Room; isLast: boolean }) {
  const me = useMe();
  const { asked, setAsked, ending } = useEnding(
    () => api.delete(`/api/rooms/${room.id}/memberships/${me.id}`),
    `You left ${room.name}`,
  );
  return (
    <Panel title="Leave">
      <p className="panel-hint">
        You won’t read it any longer, and somebody in it has to let you in again.
      </p>
      <div>
        <Button
          icon={<LogOut />}
          refused={isLast && 'You are the last one here. Delete the room instead.'}
          onClick={() => setAsked(true)}
        >
          Leave the room
        </Button>
      </div>
      {asked && (
        <Confirm
          title={`Leave ${room.name}?`}
          action="Leave the room"
          busy={ending.isPending}
          onConfirm={() => ending.mutate()}
          onCancel={() => setAsked(false)}
        >
          <p>Somebody who is in it has to let you in again.</p>
        </Confirm>
      )}
    </Panel>
  );
}

export function DeleteRoomPanel({ room }: { room: Room }) {
  const { asked, setAsked, ending } = useEnding(
    () => api.delete(`/api/rooms/${room.id}`),
    `${room.name} is deleted`,
  );
  const what = room.room_type === 'direct' ? 'conversation' : 'room';
  return (
    <Panel title="Delete">
      <p className="panel-hint">
        The {what} and everything said in it go, for everybody and for good.
      </p>
      <div>
        <Button look="danger" icon={<Trash2 />} onClick={() => setAsked(true)}>
          Delete the {what}
        </Button>
      </div>
      {asked && (
        <Confirm
          title={`Delete ${room.name}?`}
          action={`Delete the ${what}`}
          busy={ending.isPending}
          onConfirm={() => ending.mutate()}
          onCancel={() => setAsked(false)}
        >
          <p>Everything said in it goes too, for everybody. This can’t be undone.</p>
        </Confirm>
      )}
    </Panel>
  );
}
