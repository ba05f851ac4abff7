//! Right now: who follows what, and the way of an announcement to their sockets.
//!
//! The writer announces in commit order, and the hub puts each frame into the queue of every socket
//! that may hear it, at once or not at all: nobody is waited for. Rights are checked by whoever
//! claims a place and taken away by revocations, in the same order as the frames.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use campfire_proto::{CloseCode, Role, RoomId, SessionId, TypingState, UserId};
use metrics::{counter, histogram};
use tokio::sync::Semaphore;

use crate::domain::{
    Announcement, Audience,
    presence::{Presence, SeatId},
};

mod caretaker;
mod catch_up;
mod listeners;
mod outbox;
pub mod socket;
mod typing;
mod wire;

pub use caretaker::take_care;
pub use listeners::Claim;
use listeners::{Hearers, Listeners, Saying};
pub use outbox::CAPACITY;
use outbox::{Outbox, Parcel};

/// How many sockets read the database at once. Fewer than there are readers, so that a thousand
/// sockets that come back together wait for each other and not the requests for them.
const READING_SOCKETS: usize = 3;

/// Carries announcements to the sockets that may hear them.
pub struct Hub {
    // A plain mutex: held for map look-ups and pushes onto queues, never across an await.
    listeners: Mutex<Listeners>,
    next_seat: AtomicU64,
    /// Waited for in line, without a time limit, by sockets that sign in or catch up.
    pub(crate) turnstile: Semaphore,
}

impl Default for Hub {
    /// A hub whose sockets look at nothing: what the writer needs to be tried out alone.
    fn default() -> Self {
        Self::new(Arc::default())
    }
}

/// One open socket's seat; leaving is dropping it, however the socket's task ends.
pub struct Seat {
    hub: Arc<Hub>,
    id: SeatId,
    outbox: Arc<Outbox>,
}

impl Hub {
    pub fn new(presence: Arc<Presence>) -> Self {
        Self {
            listeners: Mutex::new(Listeners::new(presence)),
            next_seat: AtomicU64::new(1),
            turnstile: Semaphore::new(READING_SOCKETS),
        }
    }

    /// Sends an announcement to those who may hear it, or takes a right away.
    pub fn announce(&self, announcement: &Announcement) {
        let started = Instant::now();
        let mut listeners = self.listeners();
        let heard = match announcement {
            Announcement::Frame { to, frame } => {
                if let Some((hearers, frame)) = listeners.before(frame) {
                    listeners.say(hearers, &frame);
                }
                listeners.say(Hearers::Audience(*to), frame)
            }
            Announcement::Revoke(revocation) => {
                let sayings = listeners.revoke(revocation);
                say_all(&mut listeners, sayings)
            }
        };
        drop(listeners);
        counter!("campfire_deliveries_total").increment(heard as u64);
        if let Announcement::Frame { to: Audience::Room(_), .. } = announcement {
            histogram!("campfire_fan_out_seconds").record(started.elapsed());
        }
    }

    /// A seat for a socket that has just come in; nobody's yet.
    pub fn sit_down(self: &Arc<Self>) -> Seat {
        let id = SeatId(self.next_seat.fetch_add(1, Ordering::Relaxed));
        let outbox = Arc::new(Outbox::default());
        self.listeners().sit(id, &outbox);
        Seat { hub: Arc::clone(self), id, outbox }
    }

    /// Sends everybody away, also those who come later.
    pub fn close(&self) {
        self.listeners().close();
    }

    /// Whether every socket has gone.
    pub fn is_empty(&self) -> bool {
        self.listeners().is_empty()
    }

    /// Whether anybody follows the room.
    pub fn is_followed(&self, room: RoomId) -> bool {
        self.listeners().is_followed(room)
    }

    /// Tells what has ended by itself, those who typed and don't any more; and who has come or gone,
    /// where there were too many to say so at once.
    fn sweep(&self) {
        let mut listeners = self.listeners();
        let late = listeners.tell_late();
        say_all(&mut listeners, late);
        for (room, person) in listeners.typists.sweep() {
            let stopped = listeners.typing(room, person, TypingState::Stop);
            say_all(&mut listeners, stopped);
        }
    }

    /// When there will be something to sweep, as things stand.
    fn next_end(&self) -> Option<tokio::time::Instant> {
        self.listeners().typists.next_end()
    }

    fn listeners(&self) -> MutexGuard<'_, Listeners> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn say_all(listeners: &mut Listeners, sayings: impl IntoIterator<Item = Saying>) -> usize {
    sayings.into_iter().map(|(hearers, frame)| listeners.say(hearers, &frame)).sum()
}

impl Seat {
    pub fn id(&self) -> SeatId {
        self.id
    }

    /// Reserves the seat for somebody, before their sign-in is looked at a second time: a sign-out
    /// in between finds the seat and ends it.
    pub fn reserve(&self, person: UserId, role: Role, session: Option<SessionId>) {
        self.hub.listeners().reserve(self.id, person, role, session);
    }

    /// Takes the reserved seat: from here on it hears what it may. Returns who is online at this
    /// very moment, or none if the seat was shut out meanwhile.
    pub fn take(&self, name: &str) -> Option<Vec<UserId>> {
        let mut listeners = self.hub.listeners();
        let (here, sayings) = listeners.take(self.id, name)?;
        say_all(&mut listeners, sayings);
        listeners.settle(self.id);
        Some(here)
    }

    /// Claims a place in a room, before the membership is looked at: a removal in between finds the
    /// claim and ends it. A room that is followed already stays followed.
    pub fn claim(&self, room: RoomId) -> Claim {
        self.hub.listeners().claim(self.id, room)
    }

    /// Follows the claimed room. False if the claim was taken away meanwhile.
    pub fn follow(&self, room: RoomId) -> bool {
        self.hub.listeners().follow(self.id, room)
    }

    pub fn follows(&self, room: RoomId) -> bool {
        self.hub.listeners().follows(self.id, room)
    }

    pub fn unfollow(&self, room: RoomId) {
        let mut listeners = self.hub.listeners();
        let sayings = listeners.unfollow(self.id, room);
        say_all(&mut listeners, sayings);
    }

    /// Passes on that somebody types, or stops. False if this socket doesn't follow the room.
    pub fn typing(&self, room: RoomId, state: TypingState) -> bool {
        let mut listeners = self.hub.listeners();
        let sayings = listeners.heard_typing(self.id, room, state);
        let follows = sayings.is_some();
        say_all(&mut listeners, sayings.into_iter().flatten());
        follows
    }

    /// Waits until there is something to send.
    async fn called(&self) {
        self.outbox.filled().await;
    }

    /// Everything there is to send, in order, and whether to close after it.
    fn collect(&self) -> (Vec<Parcel>, Option<CloseCode>) {
        self.outbox.take()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut listeners = self.hub.listeners();
        let sayings = listeners.leave(self.id);
        say_all(&mut listeners, sayings);
    }
}

#[cfg(test)]
mod tests;
