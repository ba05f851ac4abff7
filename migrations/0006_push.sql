-- The devices that want to be woken.

create table push_subscriptions (
    id integer primary key autoincrement,
    -- One browser, one owner: whoever subscribed last.
    endpoint text not null unique,
    user_id integer not null references users (id) on delete cascade,
    -- Where it was made. Whoever signs out on a device, or is signed out, is woken there no more.
    session_id integer not null references sessions (id) on delete cascade,
    -- The browser's public key and secret, in URL-safe base64: only it can read what we send.
    p256dh text not null,
    auth text not null,
    user_agent text,
    created_at integer not null,
    -- When the browser last said that it is still there.
    updated_at integer not null
) strict;

create index push_subscriptions_of_user on push_subscriptions (user_id);
create index push_subscriptions_of_session on push_subscriptions (session_id);
