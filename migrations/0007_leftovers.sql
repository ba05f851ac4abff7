-- Rooms that were deleted and aren't empty yet. Nobody is in them any more, so that for everyone they
-- are gone; what was said in them goes in slices, so that nobody waits behind twenty thousand
-- messages. Written down, so that a restart goes on where it was.

create table deleted_rooms (
    room_id integer primary key references rooms (id) on delete cascade
) strict;
