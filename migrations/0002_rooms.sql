-- Rooms, and who is what to them.

create table rooms (
    id integer primary key autoincrement,
    -- Directs have none: they are named after the other person.
    name text,
    room_type text not null check (room_type in ('open', 'closed', 'direct')),
    creator_id integer not null references users (id),
    -- Both people of a direct room, the smaller id first, as '3:9': two people, one room, even if
    -- both open it in the same moment.
    direct_key text unique,
    last_message_at integer,
    created_at integer not null,
    updated_at integer not null,
    check ((room_type = 'direct') = (direct_key is not null)),
    check ((room_type = 'direct') = (name is null))
) strict;

create index rooms_by_type on rooms (room_type);

create table memberships (
    room_id integer not null references rooms (id) on delete cascade,
    user_id integer not null references users (id) on delete cascade,
    involvement text not null
        check (involvement in ('invisible', 'nothing', 'mentions', 'everything')),
    -- Messages by others since the person was last present. Stops at 100, and so a room full of
    -- people who never look costs nothing to post to.
    unread_count integer not null default 0,
    unread_mentions integer not null default 0,
    -- Where the "new" line goes. Not a reference: the message may be deleted.
    last_read_message_id integer,
    created_at integer not null,
    primary key (room_id, user_id)
) strict, without rowid;

create index memberships_of_user on memberships (user_id, room_id);
