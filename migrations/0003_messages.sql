-- What is said.

create table messages (
    -- Never used twice, also after a deletion: clients page and catch up by it.
    id integer primary key autoincrement,
    room_id integer not null references rooms (id) on delete cascade,
    creator_id integer not null references users (id),
    client_message_id text not null,
    -- What a person reads; what search reads.
    plain text not null,
    -- What a browser shows. Made safe when it was written, with the tags of docs/api.md only.
    html text not null,
    -- As its author sent it, for the editor. Empty when that is the plain text itself.
    source text,
    source_type text not null check (source_type in ('text/plain', 'text/html', 'text/markdown')),
    -- JSON arrays: the ids of those it names, the addresses it links to.
    mentions text not null default '[]',
    links text not null default '[]',
    emoji_only integer not null default 0 check (emoji_only in (0, 1)),
    created_at integer not null,
    updated_at integer not null,
    edited integer not null default 0 check (edited in (0, 1)),
    -- The newest message id anywhere when this one was last edited or boosted. "Changed since
    -- message 17 was said" is then `changed_after >= 17`, whatever the clock did.
    changed_after integer,
    -- A message sent twice exists once.
    unique (client_message_id, room_id)
) strict;

-- Pages: a room of a million messages costs what a room of a hundred does.
create index messages_of_room on messages (room_id, id);
create index messages_changed on messages (room_id, changed_after) where changed_after is not null;
create index messages_of_creator on messages (creator_id);

create trigger message_moves_room after insert on messages begin
    update rooms set last_message_at = new.created_at, updated_at = new.created_at
    where id = new.room_id;
end;

-- What was here and is gone: a deleted message still marks a place to page from, and clients that
-- were away learn that it went.
create table deleted_messages (
    id integer primary key,
    room_id integer not null references rooms (id) on delete cascade,
    -- As `messages.changed_after`.
    deleted_after integer not null
) strict;

create index deleted_messages_of_room on deleted_messages (room_id, deleted_after);

create table boosts (
    id integer primary key autoincrement,
    message_id integer not null references messages (id) on delete cascade,
    booster_id integer not null references users (id),
    content text not null,
    created_at integer not null
) strict;

create index boosts_of_message on boosts (message_id);
