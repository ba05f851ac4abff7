//! Who was surely no member when: the record against which every frame that arrives is held.

use std::{
    collections::HashMap,
    sync::Mutex,
    sync::atomic::{AtomicU64, Ordering},
};

use campfire_proto::{RoomId, UserId};

/// A moment; later ones are larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

/// Written by those who change memberships, asked by those who listen.
#[derive(Default)]
pub struct MembershipLog {
    clock: AtomicU64,
    /// Since when somebody has surely been outside: from the answer to a removal until somebody
    /// begins to let them in. Whoever isn't here may be inside.
    outside: Mutex<HashMap<(RoomId, UserId), Moment>>,
}

impl MembershipLog {
    pub fn now(&self) -> Moment {
        Moment(self.clock.fetch_add(1, Ordering::SeqCst))
    }

    /// Somebody is about to be let in. Returns since when they were outside, should it be refused.
    pub fn may_enter(&self, room: RoomId, person: UserId) -> Option<Moment> {
        self.outside.lock().unwrap().remove(&(room, person))
    }

    /// Letting them in was refused: they are where they were.
    pub fn stays(&self, room: RoomId, person: UserId, outside_since: Option<Moment>) {
        if let Some(since) = outside_since {
            self.outside.lock().unwrap().insert((room, person), since);
        }
    }

    /// The server has said that they are out.
    pub fn is_out(&self, room: RoomId, person: UserId) {
        let now = self.now();
        self.outside.lock().unwrap().entry((room, person)).or_insert(now);
    }

    /// Whether somebody was no member from that moment until now.
    pub fn was_outside(&self, room: RoomId, person: UserId, since: Moment) -> bool {
        self.outside.lock().unwrap().get(&(room, person)).is_some_and(|left| *left <= since)
    }
}
