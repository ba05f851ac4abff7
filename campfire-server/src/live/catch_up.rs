//! Following a room without missing anything, and without hearing anything twice.
//!
//! The order is all there is to it: first a claim, then a look whether the person belongs here, then
//! the room is followed and what happens in it waits in the outbox, and only then is read what was
//! missed. Whatever happens in between is in one of the two, and the ids tell what is in both.

use campfire_proto::{MessageId, RoomId, ServerFrame, UserId};
use metrics::counter;
use sqlx::Connection;

use super::{Claim, Seat};
use crate::{
    Campfire,
    domain::{
        memberships,
        timeline::{self, Missed},
    },
    error::Error,
};

/// What a socket is sent when it begins to follow a room.
pub(super) struct CatchUp {
    /// In the order in which they are to be sent; the last is `subscribed`.
    pub(super) frames: Vec<ServerFrame>,
    /// Messages up to this one were replayed, or seen before: hearing of them live would be twice.
    pub(super) replayed_up_to: Option<MessageId>,
}

/// Why a room isn't followed.
pub(super) enum Refusal {
    TooManySubscriptions,
    Error(Error),
}

impl<E: Into<Error>> From<E> for Refusal {
    fn from(cause: E) -> Self {
        Self::Error(cause.into())
    }
}

/// Follows a room, or leaves no trace of having tried.
pub(super) async fn follow(
    house: &Campfire,
    seat: &Seat,
    person: UserId,
    room: RoomId,
    last_seen: Option<MessageId>,
) -> Result<CatchUp, Refusal> {
    match seat.claim(room) {
        Claim::Claimed => {}
        Claim::TooMany => return Err(Refusal::TooManySubscriptions),
        Claim::Gone => return Err(Error::NotFound.into()),
    }
    let caught_up = read(house, seat, person, room, last_seen).await;
    // A removal that came while we read has taken the place away again.
    match caught_up {
        Ok(caught_up) if seat.follows(room) => Ok(caught_up),
        refused => {
            seat.unfollow(room);
            Err(refused.err().unwrap_or(Refusal::Error(Error::NotFound)))
        }
    }
}

async fn read(
    house: &Campfire,
    seat: &Seat,
    person: UserId,
    room: RoomId,
    last_seen: Option<MessageId>,
) -> Result<CatchUp, Refusal> {
    // Never closed; were it, the readers would say so.
    let _turn = house.hub.turnstile.acquire().await;
    let mut conn = house.readers.get().await?;
    memberships::require(&mut conn, room, person).await?;
    if !seat.follow(room) {
        return Err(Error::NotFound.into());
    }
    // One snapshot for the rest, and the membership once more in it: what was said after a removal
    // can be in the file before the removal has reached the hub.
    let mut snapshot = conn.begin().await?;
    memberships::require(&mut snapshot, room, person).await?;
    let newest = timeline::newest(&mut snapshot, room).await?;
    let missed = match last_seen {
        Some(last_seen) => Some(timeline::missed_since(&mut snapshot, room, last_seen).await?),
        None => None,
    };
    snapshot.rollback().await?;
    Ok(script(room, newest, missed))
}

/// Puts what was missed into the order in which it is told.
fn script(room: RoomId, newest: Option<MessageId>, missed: Option<Missed>) -> CatchUp {
    let mut frames = Vec::new();
    let (resync, replayed_up_to) = match missed {
        None => {
            counter!("campfire_catch_ups_total", "kind" => "none").increment(1);
            (false, None)
        }
        Some(Missed::TooMuch) => {
            counter!("campfire_catch_ups_total", "kind" => "resync").increment(1);
            (true, None)
        }
        Some(Missed::Replay { created, updated, deleted }) => {
            counter!("campfire_catch_ups_total", "kind" => "replay").increment(1);
            frames.reserve_exact(created.len() + updated.len() + deleted.len() + 1);
            frames
                .extend(created.into_iter().map(|message| ServerFrame::MessageCreated { message }));
            frames
                .extend(updated.into_iter().map(|message| ServerFrame::MessageUpdated { message }));
            frames.extend(
                deleted
                    .into_iter()
                    .map(|message_id| ServerFrame::MessageDeleted { room_id: room, message_id }),
            );
            (false, newest)
        }
    };
    frames.push(ServerFrame::Subscribed { room_id: room, last_message_id: newest, resync });
    CatchUp { frames, replayed_up_to }
}
