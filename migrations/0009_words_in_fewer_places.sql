-- A search looks at every piece that the index consists of. Two of a size become one, instead of four: a search
-- costs a third less, and a post what it did.
insert into message_words (message_words, rank) values ('automerge', 2);
