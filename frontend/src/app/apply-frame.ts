/** What each live frame changes of what we know. The only place where frames enter. */

import type { QueryClient } from '@tanstack/react-query';
import { changeRoom, fileRoom } from '@/api/known-rooms';
import { person, room as roomOf, rooms, whoAmI } from '@/api/queries';
import type { Account, Membership, Room, RoomId, ServerFrame, User } from '@/api/schema';
import { announceArrival } from '@/features/messages/data/arrivals';
import { type ChangeFrame, caughtUp, heard, withAuthor } from '@/features/messages/data/timeline';
import {
  allTimelines,
  changeTimeline,
  forgetTimeline,
  reloadTimeline,
  reopenTimeline,
} from '@/features/messages/data/timeline-cache';
import {
  setOnline,
  setOnlineState,
  setServerVersion,
  startsTyping,
  stopsTyping,
} from '@/live/live-store';
import { sessionEnded } from '@/live/sign-out';
import { showToast } from '@/ui/toast';

/** `isReplay`: it was said while we were away. */
export function applyFrame(cache: QueryClient, frame: ServerFrame, isReplay = false) {
  switch (frame.type) {
    case 'authenticated':
      return greeted(cache, frame.user, frame.server_version);
    case 'subscribed':
      if (frame.resync) return void reloadTimeline(cache, frame.room_id, frame.last_message_id);
      return changeTimeline(cache, frame.room_id, (t) => caughtUp(t, frame.last_message_id));
    case 'message_created':
      return said(cache, frame, isReplay);
    case 'message_updated':
      return changeTimeline(cache, frame.message.room_id, (t) => heard(t, frame));
    case 'message_deleted':
    case 'boost_created':
    case 'boost_deleted':
      return changeTimeline(cache, frame.room_id, (t) => heard(t, frame));
    case 'typing':
      if (frame.state === 'start') return startsTyping(frame.room_id, frame.user);
      return stopsTyping(frame.room_id, frame.user.id);
    case 'presence':
      return setOnlineState(frame.user_id, frame.online);
    case 'presence_snapshot':
      return setOnline(frame.online);
    case 'unread':
      return unread(cache, frame);
    case 'read':
      return changeMembership(cache, frame.room_id, READ);
    case 'room_added':
      reopenTimeline(cache, frame.room.id);
      return roomChanged(cache, frame.room);
    case 'room_updated':
      return roomChanged(cache, frame.room);
    case 'room_removed':
      return roomRemoved(cache, frame.room_id);
    case 'membership_updated':
      return changeMembership(cache, frame.room_id, frame.membership);
    case 'user_updated':
      return userChanged(cache, frame.user);
    case 'account_updated':
      return accountChanged(cache, frame.account);
    case 'session_ended':
      showToast(frame.reason, 'trouble');
      return sessionEnded(cache);
    case 'error':
    case 'pong':
    case 'unsubscribed':
      // Changes nothing. What an error may hint at is looked into in `look-again.ts`.
      return;
    default:
      // A frame that the server gained and this switch didn't is a type error here.
      frame satisfies never;
  }
}

const READ: Partial<Membership> = { unread: false, unread_count: 0, unread_mentions: 0 };

/** Frames keep these true as long as we hear them; after a silence they are asked for again. */
const KEPT_BY_FRAMES = new Set(['rooms', 'room', 'people', 'person', 'me']);

function greeted(cache: QueryClient, me: User, serverVersion: string) {
  setServerVersion(serverVersion);
  cache.setQueryData(whoAmI.queryKey, (known) => known && { ...known, user: me });
  const predicate = ({ queryKey: [kind] }: { queryKey: readonly unknown[] }) =>
    KEPT_BY_FRAMES.has(String(kind));
  void cache.invalidateQueries({ predicate });
}

function said(
  cache: QueryClient,
  frame: Extract<ChangeFrame, { type: 'message_created' }>,
  isReplay: boolean,
) {
  const { message } = frame;
  changeTimeline(cache, message.room_id, (t) => heard(t, frame, isReplay));
  stopsTyping(message.room_id, message.creator_id);
  changeRoom(cache, message.room_id, ({ last_message_at }) => ({
    last_message_at: later(last_message_at, message.created_at),
  }));
  if (!isReplay) announceArrival(message);
}

function later(known: string | null, moment: string): string {
  return known !== null && known > moment ? known : moment;
}

function unread(cache: QueryClient, frame: Extract<ServerFrame, { type: 'unread' }>) {
  const { unread_count, unread_mentions } = frame;
  changeMembership(cache, frame.room_id, { unread: true, unread_count, unread_mentions });
  // The message itself isn't told to those who don't follow the room; it was said just now.
  changeRoom(cache, frame.room_id, ({ last_message_at }) => ({
    last_message_at: later(last_message_at, new Date().toISOString()),
  }));
}

function changeMembership(cache: QueryClient, room: RoomId, change: Partial<Membership>) {
  changeRoom(cache, room, ({ membership }) => ({ membership: { ...membership, ...change } }));
}

function roomChanged(cache: QueryClient, room: Room) {
  fileRoom(cache, room);
  // Who is in it may have changed, which only the room itself tells.
  void cache.invalidateQueries({ queryKey: roomOf(room.id).queryKey });
  void cache.invalidateQueries({ queryKey: ['people', { room_id: room.id }] });
}

/** The room is no longer ours. */
export function roomRemoved(cache: QueryClient, id: RoomId) {
  cache.setQueryData(rooms.queryKey, (known) => known?.filter((room) => room.id !== id));
  forgetTimeline(cache, id);
  void cache.resetQueries({ queryKey: roomOf(id).queryKey });
}

function userChanged(cache: QueryClient, user: User) {
  const changed = (known: User) => (known.id === user.id ? { ...known, ...user } : known);
  cache.setQueryData(whoAmI.queryKey, (known) => known && { ...known, user: changed(known.user) });
  cache.setQueryData(person(user.id).queryKey, (known) => known && changed(known));
  for (const room of allTimelines(cache)) changeTimeline(cache, room, (t) => withAuthor(t, user));
  // Names order the lists, and directs are called after who is in them.
  void cache.invalidateQueries({ queryKey: ['people'] });
  void cache.invalidateQueries({ queryKey: rooms.queryKey });
  void cache.invalidateQueries({ queryKey: ['room'] });
}

function accountChanged(cache: QueryClient, account: Account) {
  cache.setQueryData(whoAmI.queryKey, (known) => known && { ...known, account });
}
