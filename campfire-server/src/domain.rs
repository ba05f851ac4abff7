//! What people can do, without a word about HTTP or sockets.
//!
//! A change is a struct named for what it does, an [`Operation`], performed by the writer inside its
//! transaction. A read is a function over a connection. Both check who is asking.

use std::sync::Arc;

use campfire_proto::{MessageId, RoomId, ServerFrame, SessionId, Timestamp, UserId};
use sqlx::SqliteConnection;

use crate::error::Error;

pub mod account;
pub mod addresses;
pub mod admission;
pub mod bans;
pub mod bots;
pub mod caller;
pub mod census;
pub mod joining;
pub mod leftovers;
pub mod memberships;
pub mod messages;
pub mod names;
pub mod operator;
pub mod passwords;
pub mod people;
pub mod presence;
pub mod profile;
pub mod push;
mod qr_code;
pub mod recall;
pub mod roles;
pub mod rooms;
pub mod search;
pub mod secrets;
pub mod sessions;
pub mod timeline;
pub mod transfer;

use presence::Presence;
use recall::Touches;

/// One change a person can make, performed whole or not at all.
pub trait Operation: Send + 'static {
    type Outcome: Send + 'static;

    /// What it may make untrue of what is kept in memory. One that doesn't say makes all of that be
    /// forgotten.
    const TOUCHES: Touches = Touches::Everything;

    fn perform(self, tx: &mut Tx<'_>) -> impl Future<Output = Result<Self::Outcome, Error>> + Send;
}

/// The transaction an operation runs in, and what it has to tell once that is committed.
///
/// Only the writer makes these: to hold one is to be the only one who changes the database.
pub struct Tx<'c> {
    pub conn: &'c mut SqliteConnection,
    /// The moment of the change; one for the whole operation.
    pub now: Timestamp,
    /// Who is looking at which room, for those who needn't be told that there is something new.
    pub presence: &'c Presence,
    aftermath: Aftermath,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(conn: &'c mut SqliteConnection, presence: &'c Presence) -> Self {
        Self { conn, now: Timestamp::now(), presence, aftermath: Aftermath::default() }
    }

    /// Says a frame to its audience, if the commit holds.
    pub fn announce(&mut self, to: Audience, frame: ServerFrame) {
        self.aftermath.announcements.push(Announcement::Frame { to, frame: Arc::new(frame) });
    }

    /// Takes a right away from sockets that are open now, if the commit holds. In commit order with
    /// the frames: what is announced later can't reach them any more.
    pub fn revoke(&mut self, revocation: Revocation) {
        self.aftermath.announcements.push(Announcement::Revoke(revocation));
    }

    /// Has something done outside the house, if the commit holds. Nobody waits for it.
    pub fn follow_up(&mut self, follow_up: FollowUp) {
        self.aftermath.follow_ups.push(follow_up);
    }

    pub(crate) fn into_aftermath(self) -> Aftermath {
        self.aftermath
    }
}

/// All that comes of an operation once it is committed.
#[derive(Default)]
pub(crate) struct Aftermath {
    pub announcements: Vec<Announcement>,
    pub follow_ups: Vec<FollowUp>,
}

/// What is to be done afterwards, mostly outside the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// Bots are to be told of something; the database knows of what.
    CallBots,
    /// Something was said: those who aren't here may want to be woken.
    Wake(MessageId),
    /// There is more to delete than one transaction should.
    ClearAway,
}

/// What the world hears once a change is committed.
#[derive(Debug)]
pub enum Announcement {
    Frame { to: Audience, frame: Arc<ServerFrame> },
    Revoke(Revocation),
}

/// Who hears a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The sockets that follow the room.
    Room(RoomId),
    /// All sockets of one person.
    Person(UserId),
    /// The person's sockets that aren't present in the room.
    PersonAwayFrom(UserId, RoomId),
    /// All sockets of people and bots.
    Everyone,
    /// All sockets of people: bots don't hear the join code.
    Humans,
}

/// What sockets lose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// The person is no member any more: their sockets stop following the room.
    Membership(RoomId, UserId),
    /// There is no such room any more.
    Room(RoomId),
    /// These devices are signed out: their sockets say so and close.
    Sessions(Vec<SessionId>, &'static str),
    /// Somebody is shut out: all their sockets say so and close.
    Person(UserId, &'static str),
}
