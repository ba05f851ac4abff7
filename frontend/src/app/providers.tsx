/** What everything else stands on: the cache, and for those signed in the socket and the courier. */

import {
  MutationCache,
  QueryCache,
  QueryClient,
  QueryClientProvider,
  useQueryClient,
} from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '@/api/client';
import { useMe, whoAmI } from '@/api/queries';
import type { UserId } from '@/api/schema';
import { Courier } from '@/features/messages/data/courier';
import { CourierContext } from '@/features/messages/data/courier-context';
import { answered } from '@/features/messages/data/timeline';
import { changeTimeline } from '@/features/messages/data/timeline-cache';
import { forgetLive, setConnection } from '@/live/live-store';
import { sessionEnded } from '@/live/sign-out';
import { CampfireSocket } from '@/live/socket';
import { SocketContext } from '@/live/use-socket';
import { applyFrame } from './apply-frame';
import { lookAgain } from './look-again';

const ATTEMPTS = 3;

export function newCache(): QueryClient {
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (cause) => noticeSessionEnd(cache, cause) }),
    mutationCache: new MutationCache({ onError: (cause) => noticeSessionEnd(cache, cause) }),
    defaultOptions: {
      queries: {
        retry: (failures, cause) =>
          failures < ATTEMPTS && cause instanceof ApiError && cause.isPassing,
        // Frames keep what is shown true; looking at the window again is no reason to ask.
        refetchOnWindowFocus: false,
        staleTime: 60_000,
      },
    },
  });
  return cache;
}

/** Whoever is told that they aren't signed in any more is shown the way in. */
function noticeSessionEnd(cache: QueryClient, cause: Error) {
  const isOver = cause instanceof ApiError && cause.code === 'unauthenticated';
  if (isOver && cache.getQueryData(whoAmI.queryKey)) sessionEnded(cache);
}

export function Providers({ children }: { children: ReactNode }) {
  const [cache] = useState(newCache);
  return <QueryClientProvider client={cache}>{children}</QueryClientProvider>;
}

/** Below this somebody is signed in, and the server is heard live. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { id } = useMe();
  // Another person gets another socket, and nothing of the former's.
  return (
    <Connected key={id} me={id}>
      {children}
    </Connected>
  );
}

function Connected({ me, children }: { me: UserId; children: ReactNode }) {
  const cache = useQueryClient();
  const [{ socket, courier }] = useState(() => connect(cache, me));

  useEffect(() => {
    socket.start();
    courier.start();
    return () => {
      socket.stop();
      courier.stop();
      forgetLive();
    };
  }, [socket, courier]);

  return (
    <SocketContext value={socket}>
      <CourierContext value={courier}>{children}</CourierContext>
    </SocketContext>
  );
}

function connect(cache: QueryClient, me: UserId) {
  const courier = new Courier(me, (message) =>
    changeTimeline(cache, message.room_id, (timeline) => answered(timeline, message)),
  );
  const address = window.location.origin.replace(/^http/, 'ws');
  const socket: CampfireSocket = new CampfireSocket(`${address}/ws`, {
    onFrame(frame, isReplay) {
      applyFrame(cache, frame, isReplay);
      const isDoubt = frame.type === 'error' && frame.code === 'not_found';
      if (isDoubt && frame.room_id !== undefined) void lookAgain(cache, socket, frame.room_id);
    },
    onConnection(connection) {
      setConnection(connection);
      if (connection.state === 'live') courier.hurry();
    },
    onSessionEnded: () => sessionEnded(cache),
    // A handshake is refused without a reason: REST has one, and a 401 shows the way in.
    onRefused: () => void cache.fetchQuery({ ...whoAmI, staleTime: 0 }).catch(() => {}),
  });
  return { socket, courier };
}
