//! What is deleted in slices: the rest of what banned people said, and of rooms that are gone. One
//! transaction for all of it would hold up everybody who wants to say something meanwhile.

use campfire_proto::{MessageId, RoomId, UserId};

use super::{FollowUp, Operation, Tx, messages, recall::Touches};
use crate::error::Error;

/// Messages that go in one transaction: some ten milliseconds.
pub(super) const SLICE: u32 = 500;

/// Deletes a slice of what is left over. True if there was any.
pub struct ClearAway;

impl Operation for ClearAway {
    type Outcome = bool;
    const TOUCHES: Touches = Touches::Messages;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<bool, Error> {
        let banned: Option<UserId> = sqlx::query_scalar(
            "select u.id from users u where u.status = 'banned'
                 and exists (select 1 from messages m where m.creator_id = u.id) limit 1",
        )
        .fetch_optional(&mut *tx.conn)
        .await?;
        if let Some(person) = banned {
            delete_said_by(tx, person).await?;
            return Ok(true);
        }
        let room: Option<RoomId> = sqlx::query_scalar("select room_id from deleted_rooms limit 1")
            .fetch_optional(&mut *tx.conn)
            .await?;
        let Some(room) = room else { return Ok(false) };
        let emptied = sqlx::query(
            "delete from messages where id in (
                 select id from messages where room_id = ? order by id limit ?)",
        )
        .bind(room)
        .bind(SLICE)
        .execute(&mut *tx.conn)
        .await?;
        if emptied.rows_affected() < u64::from(SLICE) {
            delete_room(tx, room).await?;
        }
        Ok(true)
    }
}

/// Deletes the newest of what somebody said, in every room. Their boosts of others' messages stay.
pub(super) async fn delete_said_by(tx: &mut Tx<'_>, person: UserId) -> Result<(), Error> {
    let said: Vec<(RoomId, MessageId)> = sqlx::query_as(
        "select room_id, id from messages where creator_id = ? order by id desc limit ?",
    )
    .bind(person)
    .bind(SLICE)
    .fetch_all(&mut *tx.conn)
    .await?;
    messages::delete_all(tx, &said).await?;
    if said.len() == SLICE as usize {
        tx.follow_up(FollowUp::ClearAway);
    }
    Ok(())
}

pub(super) async fn anything_said_by(tx: &mut Tx<'_>, person: UserId) -> Result<bool, Error> {
    let said = sqlx::query_scalar("select exists (select 1 from messages where creator_id = ?)");
    Ok(said.bind(person).fetch_one(&mut *tx.conn).await?)
}

/// Whether there are too many messages in a room to delete them all at once.
pub(super) async fn is_big(tx: &mut Tx<'_>, room: RoomId) -> Result<bool, Error> {
    let big = sqlx::query_scalar(
        "select exists (select 1 from messages where room_id = ? limit 1 offset ?)",
    );
    Ok(big.bind(room).bind(SLICE).fetch_one(&mut *tx.conn).await?)
}

/// Makes a room be gone for everybody, and leaves what was said in it for later.
pub(super) async fn abandon_room(tx: &mut Tx<'_>, room: RoomId) -> Result<(), Error> {
    for statement in [
        "delete from memberships where room_id = ?",
        "delete from pending_webhooks
         where message_id in (select id from messages where room_id = ?)",
        // The same two people may open another direct at once.
        "update rooms set room_type = 'closed', name = '', direct_key = null where id = ?",
        "insert into deleted_rooms (room_id) values (?)",
    ] {
        sqlx::query(statement).bind(room).execute(&mut *tx.conn).await?;
    }
    tx.follow_up(FollowUp::ClearAway);
    Ok(())
}

/// Deletes a room; memberships, messages, boosts and the search index go with it.
pub(super) async fn delete_room(tx: &mut Tx<'_>, room: RoomId) -> Result<(), Error> {
    sqlx::query("delete from rooms where id = ?").bind(room).execute(&mut *tx.conn).await?;
    Ok(())
}
