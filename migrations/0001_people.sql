-- The account and its people. Times are milliseconds since 1970, UTC.

-- One team a server: the primary key allows one row and no second.
create table account (
    id integer primary key check (id = 1),
    name text not null,
    -- Kept as it is shown; compared without case and hyphens.
    join_code text not null,
    custom_styles text not null default '',
    restrict_room_creation integer not null default 0 check (restrict_room_creation in (0, 1)),
    created_at integer not null,
    updated_at integer not null
) strict;

-- What the server must remember about itself: its signing key, its push keys.
create table secrets (
    name text primary key,
    value text not null
) strict, without rowid;

create table users (
    id integer primary key autoincrement,
    name text not null,
    -- In lower case. Empty for bots; made unlike any address when somebody leaves, so that it is
    -- free for whoever comes next.
    email text unique,
    -- An argon2id hash in PHC form. Bots have none.
    password_hash text,
    bio text not null default '',
    role text not null default 'member' check (role in ('member', 'administrator', 'bot')),
    status text not null default 'active' check (status in ('active', 'deactivated', 'banned')),
    -- Goes into every transfer link; counting it up makes the ones handed out worthless.
    transfer_epoch integer not null default 0,
    created_at integer not null,
    updated_at integer not null
) strict;

create index users_by_role on users (role, status);

create table sessions (
    id integer primary key autoincrement,
    user_id integer not null references users (id) on delete cascade,
    -- SHA-256 of the token. Whoever reads this file can't sign in with it.
    token_hash blob not null unique,
    ip text,
    user_agent text,
    created_at integer not null,
    last_active_at integer not null
) strict;

create index sessions_of_user on sessions (user_id);

-- Addresses from which every write is refused, and on whose account.
create table bans (
    user_id integer not null references users (id) on delete cascade,
    ip text not null,
    created_at integer not null,
    primary key (user_id, ip)
) strict, without rowid;

create index bans_by_ip on bans (ip);
