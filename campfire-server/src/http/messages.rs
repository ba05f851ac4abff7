//! Messages, boosts and sounds.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use campfire_proto::{
    Boost, BoostContent, BoostId, ClientMessageId, ContentType, Message, MessageId, MessagePage,
    NewMessage, RoomId, Sound, UserId, limits,
    message::{MessageChange, NewBoost},
    sound::{SOUNDS, Sounds},
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    extract::{Json, Path, Person, Query, SignedIn},
    pages::{unless_known, written},
};
use crate::{
    House,
    content::Draft,
    domain::{
        memberships,
        messages::{BoostMessage, DeleteMessage, EditMessage, PostMessage, Posted, UnboostMessage},
        recall::Page,
        timeline::{self, Anchor},
    },
    error::Error,
};

/// Say something in a room.
#[utoipa::path(post, path = "/api/rooms/{room_id}/messages", tag = "messages",
    request_body = NewMessage, params(("room_id" = RoomId, Path)),
    responses((status = 201, body = Message), (status = 200, body = Message,
        description = "The client had sent this one before: the original")))]
pub(super) async fn post_message(
    State(house): State<House>,
    me: SignedIn,
    Path(room): Path<RoomId>,
    Json(new): Json<NewMessage>,
) -> Result<(StatusCode, Json<Message>), Error> {
    let client_message_id = match new.client_message_id {
        Some(id) => id,
        None => Uuid::new_v4().to_string(),
    };
    let client_message_id = ClientMessageId::parse(&client_message_id)?;
    let draft = parse(new.content, new.content_type).await?;
    let post = PostMessage { author: me.id, room, draft, client_message_id };
    Ok(match house.writer.post(post).await? {
        Posted::New(message) => (StatusCode::CREATED, Json(message)),
        Posted::Again(original) => (StatusCode::OK, Json(original)),
    })
}

/// Markup from here on can take milliseconds to make safe, and hostile markup more: it waits on a
/// thread where nobody else does.
const MUCH_MARKUP_BYTES: usize = 8 * 1024;

/// What somebody wants to say, checked and made safe.
pub(super) async fn parse(content: String, content_type: ContentType) -> Result<Draft, Error> {
    if content_type == ContentType::Plain || content.len() < MUCH_MARKUP_BYTES {
        return Ok(Draft::parse(&content, content_type)?);
    }
    let parsing = tokio::task::spawn_blocking(move || Draft::parse(&content, content_type));
    Ok(parsing.await.map_err(|_| Error::Broken)??)
}

/// Where a page begins, and how long it is.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct PageQuery {
    before: Option<MessageId>,
    after: Option<MessageId>,
    around: Option<MessageId>,
    /// 40 unless said otherwise; above 100 counts as 100.
    limit: Option<u64>,
}

impl PageQuery {
    fn anchor(&self) -> Anchor {
        match *self {
            Self { before: Some(id), .. } => Anchor::Before(id),
            Self { after: Some(id), .. } => Anchor::After(id),
            Self { around: Some(id), .. } => Anchor::Around(id),
            Self { .. } => Anchor::Newest,
        }
    }
}

/// A page of a room, in the order things were said.
#[utoipa::path(get, path = "/api/rooms/{room_id}/messages", tag = "messages",
    params(("room_id" = RoomId, Path), PageQuery),
    responses((status = 200, body = MessagePage), (status = 304)))]
pub(super) async fn list_messages(
    State(house): State<House>,
    me: SignedIn,
    Path(room): Path<RoomId>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let limit = limits::page_length(query.limit);
    let page = match query.anchor() {
        Anchor::Newest if query.limit.is_none() => newest_page(&house, me.id, room).await?,
        anchor => {
            let mut conn = house.readers.get().await?;
            memberships::require(&mut conn, room, me.id).await?;
            written(&timeline::page(&mut conn, room, anchor, limit).await?)
        }
    };
    Ok(unless_known(&headers, &page))
}

/// What everybody who opens a room asks for: read and written once, until the room changes.
async fn newest_page(house: &House, person: UserId, room: RoomId) -> Result<Page, Error> {
    if let Some(page) = house.recall.page_for(room, person) {
        return Ok(page);
    }
    let looked = house.recall.now();
    let mut conn = house.readers.get().await?;
    memberships::require(&mut conn, room, person).await?;
    let limit = limits::page_length(None);
    let page = written(&timeline::page(&mut conn, room, Anchor::Newest, limit).await?);
    house.recall.learn_page(looked, room, person, &page);
    Ok(page)
}

#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct MessageQuery {
    /// Also as its author sent it, for those who may edit it.
    #[serde(default)]
    source: bool,
}

/// One message.
#[utoipa::path(get, path = "/api/messages/{message_id}", tag = "messages",
    params(("message_id" = MessageId, Path), MessageQuery),
    responses((status = 200, body = Message)))]
pub(super) async fn show_message(
    State(house): State<House>,
    me: SignedIn,
    Path(id): Path<MessageId>,
    Query(query): Query<MessageQuery>,
) -> Result<Json<Message>, Error> {
    let mut conn = house.readers.get().await?;
    let mut message = timeline::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
    let standing = memberships::standing(&mut conn, message.room_id, me.id).await?;
    if query.source && standing.may_administer(message.creator_id) {
        let (source, source_type) = timeline::source(&mut conn, id).await?;
        message.source = Some(source);
        message.source_type = Some(source_type);
    }
    Ok(Json(message))
}

/// Say it differently: its author and administrators.
#[utoipa::path(put, path = "/api/messages/{message_id}", tag = "messages",
    request_body = MessageChange, params(("message_id" = MessageId, Path)),
    responses((status = 200, body = Message)))]
pub(super) async fn edit_message(
    State(house): State<House>,
    me: SignedIn,
    Path(message): Path<MessageId>,
    Json(change): Json<MessageChange>,
) -> Result<Json<Message>, Error> {
    let draft = parse(change.content, change.content_type).await?;
    Ok(Json(house.writer.perform(EditMessage { by: me.id, message, draft }).await?))
}

/// Take a message back: its author and administrators.
#[utoipa::path(delete, path = "/api/messages/{message_id}", tag = "messages",
    params(("message_id" = MessageId, Path)), responses((status = 204)))]
pub(super) async fn delete_message(
    State(house): State<House>,
    me: SignedIn,
    Path(message): Path<MessageId>,
) -> Result<StatusCode, Error> {
    house.writer.perform(DeleteMessage { by: me.id, message }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Boost a message with a few characters or an emoji.
#[utoipa::path(post, path = "/api/messages/{message_id}/boosts", tag = "messages",
    request_body = NewBoost, params(("message_id" = MessageId, Path)),
    responses((status = 201, body = Boost)))]
pub(super) async fn boost_message(
    State(house): State<House>,
    me: SignedIn,
    Path(message): Path<MessageId>,
    Json(new): Json<NewBoost>,
) -> Result<(StatusCode, Json<Boost>), Error> {
    let content = BoostContent::parse(&new.content)?;
    let boost = house.writer.perform(BoostMessage { by: me.id, message, content }).await?;
    Ok((StatusCode::CREATED, Json(boost)))
}

/// Take one's own boost back.
#[utoipa::path(delete, path = "/api/messages/{message_id}/boosts/{boost_id}", tag = "messages",
    params(("message_id" = MessageId, Path), ("boost_id" = BoostId, Path)),
    responses((status = 204)))]
pub(super) async fn unboost_message(
    State(house): State<House>,
    me: SignedIn,
    Path((message, boost)): Path<(MessageId, BoostId)>,
) -> Result<StatusCode, Error> {
    house.writer.perform(UnboostMessage { by: me.id, message, boost }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All sounds that `/play` knows.
#[utoipa::path(get, path = "/api/sounds", tag = "messages",
    responses((status = 200, body = Sounds)))]
pub(super) async fn list_sounds(_me: Person) -> Json<Sounds> {
    Json(Sounds { sounds: SOUNDS.iter().map(Sound::from).collect() })
}
