/**
 * What can be asked of the server, each question with its key in the cache. Two features that ask the
 * same thing get the same answer; live frames change it under these keys (`app/apply-frame.ts`).
 */

import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { api } from './client';
import type {
  Account,
  Bots,
  JoinLink,
  RecentSearches,
  Room,
  RoomId,
  Rooms,
  Sessions,
  SetupState,
  Sounds,
  User,
  UserId,
  Users,
  WhoAmI,
} from './schema';

/** Who I am, and whose account this is. Refused with 401 for strangers. */
export const whoAmI = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<WhoAmI>('/api/auth/me', {}, signal),
});

export const setupState = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => api.get<SetupState>('/api/setup', {}, signal),
});

/** Every room I am in, invisible ones too: the sidebar leaves those out, my profile doesn't. */
export const rooms = queryOptions({
  queryKey: ['rooms'],
  queryFn: async ({ signal }) => (await api.get<Rooms>('/api/rooms', { all: true }, signal)).rooms,
});

/** One room, with its members. */
export const room = (id: RoomId) =>
  queryOptions({
    queryKey: ['room', id],
    queryFn: ({ signal }) => api.get<Room>(`/api/rooms/${id}`, {}, signal),
  });

/**
 * Active people and bots by name; with `room_id`, its members alone; with `q`, those it begins; for
 * administrators, the banned ones too.
 */
export const people = (filter: { q?: string; room_id?: RoomId; include?: 'banned' } = {}) =>
  queryOptions({
    queryKey: ['people', filter],
    queryFn: async ({ signal }) => (await api.get<Users>('/api/users', filter, signal)).users,
  });

export const person = (id: UserId) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => api.get<User>(`/api/users/${id}`, {}, signal),
  });

export const devices = queryOptions({
  queryKey: ['devices'],
  queryFn: async ({ signal }) =>
    (await api.get<Sessions>('/api/auth/sessions', {}, signal)).sessions,
});

/** What people join with, as a link and as a picture; another code, another link. */
export const joinLink = (code: string | undefined) =>
  queryOptions({
    queryKey: ['join-link', code],
    queryFn: ({ signal }) => api.get<JoinLink>('/api/account/join_link', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** All bots, for administrators; their keys are shown nowhere. */
export const bots = queryOptions({
  queryKey: ['bots'],
  queryFn: async ({ signal }) => (await api.get<Bots>('/api/bots', {}, signal)).bots,
});

/** What I looked for lately, the last first. */
export const recentSearches = queryOptions({
  queryKey: ['recent-searches'],
  queryFn: async ({ signal }) =>
    (await api.get<RecentSearches>('/api/searches', {}, signal)).searches,
});

/** The 59 sounds never change while the server runs. */
export const sounds = queryOptions({
  queryKey: ['sounds'],
  queryFn: async ({ signal }) => (await api.get<Sounds>('/api/sounds', {}, signal)).sounds,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Me. Only below the sign-in gate, which has asked already: it never waits. */
export function useMe(): User {
  return useSuspenseQuery(whoAmI).data.user;
}

/** The account. Only below the sign-in gate. */
export function useAccount(): Account {
  return useSuspenseQuery(whoAmI).data.account;
}

/** My rooms, once they are known. */
export function useRooms(): Room[] | undefined {
  return useQuery(rooms).data;
}
