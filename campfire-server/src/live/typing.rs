//! Who is typing where, and when that must be said. Knows no sockets: it decides, the hub says.

use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};

use campfire_proto::{RoomId, UserId};
use tokio::time::Instant;

use crate::domain::presence::SeatId;

/// How long somebody is typing who doesn't say so again.
const HOLDS: Duration = Duration::from_secs(5);

/// A start that follows another this soon is taken in and not passed on.
const QUIET: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(super) struct Typists {
    typing: HashMap<(RoomId, UserId), Typing>,
    /// The soonest first.
    ends: BTreeSet<(Instant, RoomId, UserId)>,
}

#[derive(Clone, Copy)]
struct Typing {
    /// Where it was said last; when that connection ends, so does this.
    seat: SeatId,
    /// When others were told last.
    told: Instant,
    ends: Instant,
    /// Whether the others believe it. After a stop the entry stays for a moment, to keep quiet.
    active: bool,
}

impl Typists {
    /// Somebody types. True if the others should be told.
    pub(super) fn start(&mut self, room: RoomId, person: UserId, seat: SeatId) -> bool {
        let now = Instant::now();
        let before = self.typing.get(&(room, person)).copied();
        let (tell, typing) = match before {
            Some(before) if now < before.told + QUIET => {
                // Right after a stop the others hear nothing; a typist says so again in a second.
                let ends = if before.active { now + HOLDS } else { before.ends };
                (false, Typing { seat, ends, ..before })
            }
            _ => (true, Typing { seat, told: now, ends: now + HOLDS, active: true }),
        };
        self.keep(room, person, typing);
        tell
    }

    /// Somebody stopped, or said what they were typing. True if the others should be told.
    pub(super) fn stop(&mut self, room: RoomId, person: UserId) -> bool {
        let Some(typing) = self.typing.get(&(room, person)).copied() else { return false };
        self.keep(room, person, Typing { active: false, ends: typing.told + QUIET, ..typing });
        typing.active
    }

    /// A connection that looked at the room is gone. True if the others should be told.
    pub(super) fn leave(&mut self, room: RoomId, person: UserId, seat: SeatId) -> bool {
        let typing = self.typing.get(&(room, person)).copied();
        typing.is_some_and(|typing| typing.seat == seat && self.stop(room, person))
    }

    /// Those who were typing and haven't said so for a while.
    pub(super) fn sweep(&mut self) -> Vec<(RoomId, UserId)> {
        let now = Instant::now();
        let mut ended = Vec::new();
        while let Some(&(ends, room, person)) = self.ends.first() {
            if ends > now {
                break;
            }
            self.ends.pop_first();
            let typing = self.typing.remove(&(room, person));
            if typing.is_some_and(|typing| typing.active) {
                ended.push((room, person));
            }
        }
        ended
    }

    pub(super) fn next_end(&self) -> Option<Instant> {
        self.ends.first().map(|(ends, ..)| *ends)
    }

    fn keep(&mut self, room: RoomId, person: UserId, typing: Typing) {
        if let Some(before) = self.typing.insert((room, person), typing) {
            self.ends.remove(&(before.ends, room, person));
        }
        self.ends.insert((typing.ends, room, person));
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    const ROOM: RoomId = RoomId(1);
    const ADA: UserId = UserId(1);
    const SEAT: SeatId = SeatId(1);

    #[tokio::test(start_paused = true)]
    async fn a_start_is_passed_on_once_a_second() {
        let mut typists = Typists::default();

        assert!(typists.start(ROOM, ADA, SEAT));
        assert!(!typists.start(ROOM, ADA, SEAT));
        advance(QUIET).await;
        assert!(typists.start(ROOM, ADA, SEAT));
    }

    #[tokio::test(start_paused = true)]
    async fn typing_ends_five_seconds_after_the_last_start() {
        let mut typists = Typists::default();
        typists.start(ROOM, ADA, SEAT);
        advance(Duration::from_millis(900)).await;
        typists.start(ROOM, ADA, SEAT);

        advance(Duration::from_millis(4_900)).await;
        assert_eq!(typists.sweep(), []);
        advance(Duration::from_millis(100)).await;
        assert_eq!(typists.sweep(), [(ROOM, ADA)]);
        assert!(typists.next_end().is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_stop_is_told_once_and_leaves_nothing_behind() {
        let mut typists = Typists::default();
        typists.start(ROOM, ADA, SEAT);

        assert!(typists.stop(ROOM, ADA));
        assert!(!typists.stop(ROOM, ADA));
        advance(QUIET).await;
        assert_eq!(typists.sweep(), []);
        assert!(typists.typing.is_empty() && typists.ends.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn typing_ends_with_the_connection_it_was_said_on() {
        let mut typists = Typists::default();
        typists.start(ROOM, ADA, SEAT);

        assert!(!typists.leave(ROOM, ADA, SeatId(2)));
        assert!(typists.leave(ROOM, ADA, SEAT));
    }
}
