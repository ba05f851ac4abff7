//! Saying things in a room: posting, editing, deleting, boosting. Reading them lives in `timeline`.

use campfire_proto::{
    Boost, BoostContent, BoostId, ClientMessageId, ContentType, Message, MessageId, RoomId,
    ServerFrame, Sound, Timestamp, User, UserId, sound,
};
use sqlx::SqliteConnection;

use super::{
    Audience, Operation, Tx,
    memberships::{Standing, standing},
    people,
    recall::Touches,
    timeline::{self, json},
};
use crate::{
    content::{Content, Draft, Person},
    error::Error,
};

mod together;

pub(super) use together::{Bots, say};
pub use together::{Outcomes, say_together};

/// Says something in a room. The writer says what waits together in one go; see `together`.
pub struct PostMessage {
    pub author: UserId,
    pub room: RoomId,
    pub draft: Draft,
    pub client_message_id: ClientMessageId,
}

pub enum Posted {
    New(Message),
    /// The client had sent this one before, and lost our answer.
    Again(Message),
}

impl Operation for PostMessage {
    type Outcome = Posted;
    const TOUCHES: Touches = Touches::Messages;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Posted, Error> {
        say(tx, &self, Bots::AreCalled).await
    }
}

/// The message as it was when it was said: what a read of it would bring, without the read.
fn message(
    id: MessageId,
    client_message_id: String,
    room_id: RoomId,
    creator: User,
    content: Content,
    now: Timestamp,
) -> Message {
    Message {
        id,
        client_message_id,
        room_id,
        creator_id: creator.id,
        creator,
        sound: sound::played(&content.plain).map(Sound::from),
        content: content.plain,
        html: content.html,
        mentions: content.mentions,
        emoji_only: content.emoji_only,
        links: timeline::links(content.links),
        attachment: None,
        boosts: Vec::new(),
        created_at: now,
        updated_at: now,
        edited: false,
        source: None,
        source_type: None,
    }
}

/// Looks the room's people up, where the draft may name one.
async fn address(tx: &mut Tx<'_>, room: RoomId, draft: Draft) -> Result<Content, Error> {
    if !draft.may_mention() {
        return Ok(draft.address(&[])?);
    }
    Ok(draft.address(&people_of(tx.conn, room).await?)?)
}

/// Those whom a message in this room may name.
async fn people_of(conn: &mut SqliteConnection, room: RoomId) -> Result<Vec<Person>, Error> {
    let members: Vec<(UserId, String)> = sqlx::query_as(
        "select u.id, u.name from memberships m join users u on u.id = m.user_id
         where m.room_id = ? and u.status = 'active' order by u.id",
    )
    .bind(room)
    .fetch_all(conn)
    .await?;
    Ok(members.into_iter().map(|(id, name)| Person { id, name }).collect())
}

/// Plain text is its own source; keeping it twice would only fill the disk.
fn kept_source(content: &Content) -> Option<&str> {
    let same = content.source_type == ContentType::Plain && content.source == content.plain;
    (!same).then_some(content.source.as_str())
}

/// The message that was sent under this id before. Another author's id is a collision, of which
/// nothing is revealed but that it is one.
async fn find_original(
    tx: &mut Tx<'_>,
    room: RoomId,
    author: UserId,
    client_message_id: &ClientMessageId,
) -> Result<Posted, Error> {
    let original: Option<MessageId> = sqlx::query_scalar(
        "select id from messages where client_message_id = ? and room_id = ? and creator_id = ?",
    )
    .bind(client_message_id.as_str())
    .bind(room)
    .bind(author)
    .fetch_optional(&mut *tx.conn)
    .await?;
    let id =
        original.ok_or(Error::Conflict("This client message id is taken, please use another"))?;
    let original = timeline::find(tx.conn, id).await?.ok_or(Error::NotFound)?;
    Ok(Posted::Again(original))
}

/// A message, and what somebody is to its room. Neither exists for those outside it.
async fn message_for(
    tx: &mut Tx<'_>,
    id: MessageId,
    person: UserId,
) -> Result<(Message, Standing), Error> {
    let message = timeline::find(tx.conn, id).await?.ok_or(Error::NotFound)?;
    let standing = standing(tx.conn, message.room_id, person).await?;
    Ok((message, standing))
}

/// The newest message id there has ever been: what "now" is for those who catch up by ids.
pub(super) async fn newest_ever(tx: &mut Tx<'_>) -> Result<MessageId, Error> {
    let seq: Option<MessageId> =
        sqlx::query_scalar("select seq from sqlite_sequence where name = 'messages'")
            .fetch_optional(&mut *tx.conn)
            .await?;
    Ok(seq.unwrap_or(MessageId(0)))
}

/// Says it differently.
pub struct EditMessage {
    pub by: UserId,
    pub message: MessageId,
    pub draft: Draft,
}

impl Operation for EditMessage {
    type Outcome = Message;
    const TOUCHES: Touches = Touches::Messages;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Message, Error> {
        let (message, standing) = message_for(tx, self.message, self.by).await?;
        if !standing.may_administer(message.creator_id) {
            return Err(Error::Forbidden("Only its author and administrators can edit a message"));
        }
        let content = address(tx, message.room_id, self.draft).await?;
        let newest = newest_ever(tx).await?;
        sqlx::query(
            "update messages set plain = ?, html = ?, source = ?, source_type = ?, mentions = ?,
                 links = ?, emoji_only = ?, updated_at = ?, edited = 1, changed_after = ?
             where id = ?",
        )
        .bind(&content.plain)
        .bind(&content.html)
        .bind(kept_source(&content))
        .bind(content.source_type)
        .bind(json(&content.mentions))
        .bind(json(&content.links))
        .bind(content.emoji_only)
        .bind(tx.now)
        .bind(newest)
        .bind(self.message)
        .execute(&mut *tx.conn)
        .await?;
        let message = timeline::find(tx.conn, self.message).await?.ok_or(Error::NotFound)?;
        let frame = ServerFrame::MessageUpdated { message: message.clone() };
        tx.announce(Audience::Room(message.room_id), frame);
        Ok(message)
    }
}

/// Takes a message back.
pub struct DeleteMessage {
    pub by: UserId,
    pub message: MessageId,
}

impl Operation for DeleteMessage {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Messages;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let (message, standing) = message_for(tx, self.message, self.by).await?;
        if !standing.may_administer(message.creator_id) {
            return Err(Error::Forbidden(
                "Only its author and administrators can delete a message",
            ));
        }
        delete_all(tx, &[(message.room_id, message.id)]).await
    }
}

/// Deletes messages for good, leaving behind that something was there.
pub(super) async fn delete_all(
    tx: &mut Tx<'_>,
    messages: &[(RoomId, MessageId)],
) -> Result<(), Error> {
    let newest = newest_ever(tx).await?;
    let ids: Vec<MessageId> = messages.iter().map(|(_, id)| *id).collect();
    sqlx::query(
        "insert into deleted_messages (id, room_id, deleted_after)
         select id, room_id, ? from messages where id in (select value from json_each(?))",
    )
    .bind(newest)
    .bind(json(&ids))
    .execute(&mut *tx.conn)
    .await?;
    sqlx::query("delete from messages where id in (select value from json_each(?))")
        .bind(json(&ids))
        .execute(&mut *tx.conn)
        .await?;
    for &(room_id, message_id) in messages {
        tx.announce(Audience::Room(room_id), ServerFrame::MessageDeleted { room_id, message_id });
    }
    Ok(())
}

/// Boosts a message.
pub struct BoostMessage {
    pub by: UserId,
    pub message: MessageId,
    pub content: BoostContent,
}

impl Operation for BoostMessage {
    type Outcome = Boost;
    const TOUCHES: Touches = Touches::Messages;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Boost, Error> {
        let (message, _) = message_for(tx, self.message, self.by).await?;
        let id: BoostId = sqlx::query_scalar(
            "insert into boosts (message_id, booster_id, content, created_at)
             values (?, ?, ?, ?) returning id",
        )
        .bind(self.message)
        .bind(self.by)
        .bind(self.content.as_str())
        .bind(tx.now)
        .fetch_one(&mut *tx.conn)
        .await?;
        note_change(tx, self.message).await?;
        let booster = people::person(tx.conn, self.by).await?.into_public();
        let content = self.content.as_str().to_owned();
        let boost = timeline::boost(id, self.message, booster, content, tx.now);
        let frame = ServerFrame::BoostCreated { room_id: message.room_id, boost: boost.clone() };
        tx.announce(Audience::Room(message.room_id), frame);
        Ok(boost)
    }
}

/// Takes one's own boost back. Another's doesn't exist for this.
pub struct UnboostMessage {
    pub by: UserId,
    pub message: MessageId,
    pub boost: BoostId,
}

impl Operation for UnboostMessage {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Messages;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let (message, _) = message_for(tx, self.message, self.by).await?;
        let deleted =
            sqlx::query("delete from boosts where id = ? and message_id = ? and booster_id = ?")
                .bind(self.boost)
                .bind(self.message)
                .bind(self.by)
                .execute(&mut *tx.conn)
                .await?;
        if deleted.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        note_change(tx, self.message).await?;
        let (room_id, message_id, boost_id) = (message.room_id, self.message, self.boost);
        let frame = ServerFrame::BoostDeleted { room_id, message_id, boost_id };
        tx.announce(Audience::Room(room_id), frame);
        Ok(())
    }
}

/// Notes for those who catch up that a message isn't what it was.
async fn note_change(tx: &mut Tx<'_>, message: MessageId) -> Result<(), Error> {
    let newest = newest_ever(tx).await?;
    sqlx::query("update messages set changed_after = ? where id = ?")
        .bind(newest)
        .bind(message)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}
