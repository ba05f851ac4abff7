-- The index of all words said. It holds no text of its own (`content` points at the messages), and
-- the triggers keep it in the same transaction as the message.

create virtual table message_words using fts5 (
    plain,
    content = 'messages',
    content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

create trigger message_is_indexed after insert on messages begin
    insert into message_words (rowid, plain) values (new.id, new.plain);
end;

create trigger message_is_reindexed after update of plain on messages begin
    insert into message_words (message_words, rowid, plain) values ('delete', old.id, old.plain);
    insert into message_words (rowid, plain) values (new.id, new.plain);
end;

create trigger message_is_unindexed after delete on messages begin
    insert into message_words (message_words, rowid, plain) values ('delete', old.id, old.plain);
end;

-- What somebody looked for lately. The same words again move to the top.
create table searches (
    user_id integer not null references users (id) on delete cascade,
    query text not null,
    created_at integer not null,
    primary key (user_id, query)
) strict, without rowid;
