//! Reading what was said: pages, one message, what somebody missed. Saying it lives in `messages`.

use std::collections::HashMap;

use campfire_proto::{
    Boost, BoostId, ContentType, Link, Message, MessageId, MessagePage, Role, RoomId, Sound,
    Status, Timestamp, User, UserId, limits, sound,
};
use serde::Deserialize;
use sqlx::{SqliteConnection, types::Json};

use super::people::PersonRow;
use crate::error::Error;

/// Where a page begins. Anchors mark a position: a deleted message still does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Newest,
    Before(MessageId),
    After(MessageId),
    /// Up to a page on each side, and the message itself.
    Around(MessageId),
}

/// What came to a room since a client last looked.
#[derive(Debug)]
pub enum Missed {
    /// More than is worth replaying: the client loads the page anew.
    TooMuch,
    Replay {
        /// Said since, in order.
        created: Vec<Message>,
        /// Said before, edited or boosted since.
        updated: Vec<Message>,
        deleted: Vec<MessageId>,
    },
}

/// Selects messages with their authors, as one list of lists; what follows picks which. As rows, each
/// would come from the database's thread on its own, and the way costs more than the reading.
macro_rules! select_messages {
    ($which:literal) => {
        concat!(
            "select json_group_array(json_array(id, client_message_id, room_id, creator_id, plain,
                    html, mentions, links, emoji_only, created_at, updated_at, edited, name, role,
                    status, bio, joined_at))
             from (select m.*, u.name, u.role, u.status, u.bio, u.created_at as joined_at
                   from messages m join users u on u.id = m.creator_id ",
            $which,
            ")"
        )
    };
}

/// A message as `select_messages` lists it, in the same order. Truth is 1, moments are milliseconds.
#[derive(Deserialize)]
struct MessageRow {
    id: MessageId,
    client_message_id: String,
    room_id: RoomId,
    creator_id: UserId,
    plain: String,
    html: String,
    mentions: String,
    links: String,
    emoji_only: u8,
    created_at: i64,
    updated_at: i64,
    edited: u8,
    name: String,
    role: Role,
    status: Status,
    bio: String,
    joined_at: i64,
}

impl MessageRow {
    fn into_message(self, boosts: Vec<Boost>) -> Message {
        let creator = PersonRow {
            id: self.creator_id,
            name: self.name,
            email: None,
            bio: self.bio,
            role: self.role,
            status: self.status,
            created_at: Timestamp::from_millis(self.joined_at),
        };
        Message {
            id: self.id,
            client_message_id: self.client_message_id,
            room_id: self.room_id,
            creator_id: self.creator_id,
            creator: creator.into_public(),
            mentions: list(&self.mentions),
            emoji_only: self.emoji_only != 0,
            sound: sound::played(&self.plain).map(Sound::from),
            links: links(list(&self.links)),
            content: self.plain,
            html: self.html,
            attachment: None,
            boosts,
            created_at: Timestamp::from_millis(self.created_at),
            updated_at: Timestamp::from_millis(self.updated_at),
            edited: self.edited != 0,
            source: None,
            source_type: None,
        }
    }
}

/// Addresses as the wire has them; their previews come in 2.0.
pub fn links(urls: Vec<String>) -> Vec<Link> {
    urls.into_iter().map(|url| Link { url, preview: None }).collect()
}

/// A list that we wrote as JSON ourselves; should the file say otherwise, it reads as empty.
fn list<T: serde::de::DeserializeOwned>(json: &str) -> Vec<T> {
    if json == "[]" { Vec::new() } else { serde_json::from_str(json).unwrap_or_default() }
}

/// A stretch of a room, for somebody who may read it: the caller has asked.
pub async fn page(
    conn: &mut SqliteConnection,
    room: RoomId,
    anchor: Anchor,
    limit: u32,
) -> Result<MessagePage, Error> {
    match anchor {
        Anchor::Newest => {
            let (messages, has_more_before) =
                before(conn, room, MessageId(i64::MAX), limit).await?;
            Ok(MessagePage { messages, has_more_before, has_more_after: false })
        }
        Anchor::Before(id) => {
            require_position(conn, room, id).await?;
            let (messages, has_more_before) = before(conn, room, id, limit).await?;
            let has_more_after = anything_from(conn, room, id).await?;
            Ok(MessagePage { messages, has_more_before, has_more_after })
        }
        Anchor::After(id) => {
            require_position(conn, room, id).await?;
            let (messages, has_more_after) = after(conn, room, id, limit).await?;
            let has_more_before = anything_up_to(conn, room, id).await?;
            Ok(MessagePage { messages, has_more_before, has_more_after })
        }
        Anchor::Around(id) => {
            require_position(conn, room, id).await?;
            // One more on the left brings the message itself, or where it was.
            let up_to_here = MessageId(id.0.saturating_add(1));
            let found = find(conn, id).await?;
            let (mut messages, has_more_before) = match found {
                Some(_) => before(conn, room, up_to_here, limit + 1).await?,
                None => before(conn, room, id, limit).await?,
            };
            let (newer, has_more_after) = after(conn, room, id, limit).await?;
            messages.extend(newer);
            Ok(MessagePage { messages, has_more_before, has_more_after })
        }
    }
}

/// How many messages a room holds.
pub async fn count(conn: &mut SqliteConnection, room: RoomId) -> Result<u32, Error> {
    let count = sqlx::query_scalar("select count(*) from messages where room_id = ?");
    Ok(count.bind(room).fetch_one(conn).await?)
}

/// One message, for somebody who may read it: the caller asks next.
pub async fn find(conn: &mut SqliteConnection, id: MessageId) -> Result<Option<Message>, Error> {
    let Json(rows) = sqlx::query_scalar(select_messages!("where m.id = ?"))
        .bind(id)
        .fetch_one(&mut *conn)
        .await?;
    Ok(with_boosts(conn, rows).await?.pop())
}

/// These messages, in the order of their ids.
pub async fn find_all(
    conn: &mut SqliteConnection,
    ids: &[MessageId],
) -> Result<Vec<Message>, Error> {
    let Json(rows) = sqlx::query_scalar(select_messages!(
        "where m.id in (select value from json_each(?)) order by m.id"
    ))
    .bind(json(ids))
    .fetch_one(&mut *conn)
    .await?;
    with_boosts(conn, rows).await
}

/// A message as its author sent it.
pub async fn source(
    conn: &mut SqliteConnection,
    id: MessageId,
) -> Result<(String, ContentType), Error> {
    let source: Option<(String, ContentType)> =
        sqlx::query_as("select coalesce(source, plain), source_type from messages where id = ?")
            .bind(id)
            .fetch_optional(conn)
            .await?;
    source.ok_or(Error::NotFound)
}

/// The newest message of a room.
pub async fn newest(conn: &mut SqliteConnection, room: RoomId) -> Result<Option<MessageId>, Error> {
    Ok(sqlx::query_scalar("select id from messages where room_id = ? order by id desc limit 1")
        .bind(room)
        .fetch_optional(conn)
        .await?)
}

/// What came since `last_seen`. "Since" goes by message ids, so that no clock can hide anything.
pub async fn missed_since(
    conn: &mut SqliteConnection,
    room: RoomId,
    last_seen: MessageId,
) -> Result<Missed, Error> {
    let (created, more_created) = after(conn, room, last_seen, limits::REPLAY).await?;
    if more_created {
        return Ok(Missed::TooMuch);
    }
    // The `+` keeps the planner off the index by id: it would read the whole room.
    let Json(updated) = sqlx::query_scalar::<_, Json<Vec<MessageRow>>>(select_messages!(
        "where m.room_id = ? and m.changed_after >= ? and m.id <= ? order by +m.id limit ?"
    ))
    .bind(room)
    .bind(last_seen)
    .bind(last_seen)
    .bind(limits::REPLAY + 1)
    .fetch_one(&mut *conn)
    .await?;
    // Also of messages after `last_seen`: an earlier replay may have been cut short in between.
    let deleted: Vec<MessageId> = sqlx::query_scalar(
        "select id from deleted_messages where room_id = ? and deleted_after >= ?
         order by +id limit ?",
    )
    .bind(room)
    .bind(last_seen)
    .bind(limits::REPLAY + 1)
    .fetch_all(&mut *conn)
    .await?;
    let most = limits::REPLAY as usize;
    if updated.len() > most || deleted.len() > most {
        return Ok(Missed::TooMuch);
    }
    let updated = with_boosts(conn, updated).await?;
    Ok(Missed::Replay { created, updated, deleted })
}

/// Up to `limit` messages before a position, in order, and whether there are more.
async fn before(
    conn: &mut SqliteConnection,
    room: RoomId,
    id: MessageId,
    limit: u32,
) -> Result<(Vec<Message>, bool), Error> {
    let before = select_messages!("where m.room_id = ? and m.id < ? order by m.id desc limit ?");
    let (mut messages, more) = stretch(conn, before, room, id, limit).await?;
    messages.reverse();
    Ok((messages, more))
}

/// Up to `limit` messages after a position, in order, and whether there are more.
async fn after(
    conn: &mut SqliteConnection,
    room: RoomId,
    id: MessageId,
    limit: u32,
) -> Result<(Vec<Message>, bool), Error> {
    let after = select_messages!("where m.room_id = ? and m.id > ? order by m.id limit ?");
    stretch(conn, after, room, id, limit).await
}

/// One more is fetched, only to learn whether there are more.
async fn stretch(
    conn: &mut SqliteConnection,
    sql: &'static str,
    room: RoomId,
    id: MessageId,
    limit: u32,
) -> Result<(Vec<Message>, bool), Error> {
    let Json(mut rows) = sqlx::query_scalar::<_, Json<Vec<MessageRow>>>(sql)
        .bind(room)
        .bind(id)
        .bind(limit + 1)
        .fetch_one(&mut *conn)
        .await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    Ok((with_boosts(conn, rows).await?, more))
}

/// A position is a message of this room, there or deleted. Anything else isn't known here.
async fn require_position(
    conn: &mut SqliteConnection,
    room: RoomId,
    id: MessageId,
) -> Result<(), Error> {
    let known: bool = sqlx::query_scalar(
        "select exists (select 1 from messages where id = ?1 and room_id = ?2)
             or exists (select 1 from deleted_messages where id = ?1 and room_id = ?2)",
    )
    .bind(id)
    .bind(room)
    .fetch_one(conn)
    .await?;
    if known { Ok(()) } else { Err(Error::NotFound) }
}

async fn anything_from(
    conn: &mut SqliteConnection,
    room: RoomId,
    id: MessageId,
) -> Result<bool, Error> {
    Ok(sqlx::query_scalar("select exists (select 1 from messages where room_id = ? and id >= ?)")
        .bind(room)
        .bind(id)
        .fetch_one(conn)
        .await?)
}

async fn anything_up_to(
    conn: &mut SqliteConnection,
    room: RoomId,
    id: MessageId,
) -> Result<bool, Error> {
    Ok(sqlx::query_scalar("select exists (select 1 from messages where room_id = ? and id <= ?)")
        .bind(room)
        .bind(id)
        .fetch_one(conn)
        .await?)
}

#[derive(sqlx::FromRow)]
struct BoostRow {
    boost_id: BoostId,
    message_id: MessageId,
    content: String,
    boosted_at: Timestamp,
    #[sqlx(flatten)]
    booster: PersonRow,
}

/// Puts the boosts to their messages: one statement for a whole page.
async fn with_boosts(
    conn: &mut SqliteConnection,
    rows: Vec<MessageRow>,
) -> Result<Vec<Message>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<MessageId> = rows.iter().map(|row| row.id).collect();
    let boosts: Vec<BoostRow> = sqlx::query_as(
        "select b.id as boost_id, b.message_id, b.content, b.created_at as boosted_at,
                u.id, u.name, null as email, u.bio, u.role, u.status, u.created_at
         from boosts b join users u on u.id = b.booster_id
         where b.message_id in (select value from json_each(?)) order by b.id",
    )
    .bind(json(&ids))
    .fetch_all(conn)
    .await?;
    let mut of: HashMap<MessageId, Vec<Boost>> = HashMap::new();
    for row in boosts {
        let boost = boost(
            row.boost_id,
            row.message_id,
            row.booster.into_public(),
            row.content,
            row.boosted_at,
        );
        of.entry(boost.message_id).or_default().push(boost);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let boosts = of.remove(&row.id).unwrap_or_default();
            row.into_message(boosts)
        })
        .collect())
}

pub fn boost(
    id: BoostId,
    message_id: MessageId,
    booster: User,
    content: String,
    created_at: Timestamp,
) -> Boost {
    Boost { id, message_id, booster_id: booster.id, booster, content, created_at }
}

/// Ids as a JSON array, so that one prepared statement takes any number of them.
pub fn json<T: serde::Serialize>(ids: &[T]) -> String {
    // Serialising numbers can't fail; an empty list finds nothing.
    serde_json::to_string(ids).unwrap_or_else(|_| "[]".to_owned())
}
