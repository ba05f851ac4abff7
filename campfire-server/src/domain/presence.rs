//! Who is looking at which room, in memory. Filled in by the next change.

use campfire_proto::{RoomId, UserId};

#[derive(Default)]
pub struct Presence {}

impl Presence {
    /// The people who are looking at the room right now.
    pub fn in_room(&self, _room: RoomId) -> Vec<UserId> {
        Vec::new()
    }
}
