/** Things as the server says them, for tests. */

import type { Account, Message, Room, User } from './schema';

export const ADA: User = {
  id: 1,
  name: 'Ada',
  role: 'member',
  status: 'active',
  bio: '',
  initials: 'A',
  color: 'plum',
  avatar_url: null,
  created_at: '2026-01-01T00:00:00.000Z',
};

export const ACCOUNT: Account = {
  name: 'Campfire',
  custom_styles: '',
  settings: { restrict_room_creation: false },
  logo_url: null,
  features: {
    files_enabled: false,
    avatars_enabled: false,
    opengraph_enabled: false,
    search_enabled: true,
    push_notifications: true,
    bot_integrations: true,
    max_file_size: 0,
  },
};

export function messageOf(id: number, change: Partial<Message> = {}): Message {
  const moment = new Date(Date.UTC(2026, 0, 1, 0, 0, id)).toISOString();
  return {
    id,
    client_message_id: `message-${id}`,
    room_id: 1,
    creator_id: ADA.id,
    creator: ADA,
    content: `${id}`,
    html: `<div>${id}</div>`,
    mentions: [],
    emoji_only: false,
    sound: null,
    links: [],
    attachment: null,
    boosts: [],
    created_at: moment,
    updated_at: moment,
    edited: false,
    ...change,
  };
}

export function roomOf(id: number, change: Partial<Room> = {}): Room {
  return {
    id,
    name: `Room ${id}`,
    room_type: 'open',
    creator_id: ADA.id,
    last_message_at: null,
    created_at: ADA.created_at,
    updated_at: ADA.created_at,
    membership: {
      involvement: 'mentions',
      unread: false,
      unread_count: 0,
      unread_mentions: 0,
      last_read_message_id: null,
    },
    ...change,
  };
}
