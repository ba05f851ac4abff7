-- Bots: what a person has as a password, a bot has as a key. Beside it, where it is told of what
-- concerns it, and what it has yet to be told.

create table bots (
    user_id integer primary key references users (id) on delete cascade,
    -- SHA-256 of the key's secret part: this column alone lets nobody speak as the bot.
    key_hash blob not null,
    -- What the key was derived from, beside the server's own signing key: a webhook names the
    -- address for an answer, which holds the key, and the key itself is kept nowhere. Unless
    -- SECRET_KEY_BASE is set, the signing key is in this file: then whoever has all of it has both.
    key_salt blob not null,
    webhook_url text
) strict;

-- Written with the message and deleted with the outcome, so that a restart loses no delivery.
create table pending_webhooks (
    bot_id integer not null references bots (user_id) on delete cascade,
    message_id integer not null references messages (id) on delete cascade,
    primary key (bot_id, message_id)
) strict, without rowid;

create index pending_webhooks_of_message on pending_webhooks (message_id);
