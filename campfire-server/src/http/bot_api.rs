//! What a bot says and reads with its key in the path, so that `curl -d 'hi' URL` is all it takes.
//! Bodies are text and not JSON. With its key as a bearer token a bot uses the routes of people.

use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, RawPathParams, Request, State, rejection::BytesRejection,
    },
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Response},
};
use campfire_proto::{
    Boost, BoostContent, BoostId, ClientMessageId, ContentType, ErrorBody, Invalid, Message,
    MessageId, RoomId, User, UserId,
    bot::{BoostedMessage, BotBoost, BotMessage, BotMessageBody, BotPerson, BotRoom},
    limits,
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    extract::{Json, Path, Query, SignedIn, unreadable},
    messages::parse,
};
use crate::{
    House,
    content::{
        Draft,
        declared::{declared, media_type},
    },
    domain::{
        bots::key::BotKey,
        memberships,
        messages::{BoostMessage, DeleteMessage, EditMessage, PostMessage, Posted, UnboostMessage},
        timeline::{self, Anchor},
    },
    error::Error,
};

/// The bot whose key stands in the path, and the room that it is about. The key alone counts,
/// whatever else came along.
pub(super) struct BotByPath {
    id: UserId,
    room: RoomId,
    key: String,
}

impl FromRequestParts<House> for BotByPath {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        let path = RawPathParams::from_request_parts(parts, house).await;
        let path = path.map_err(|_| Error::NotFound)?;
        let part = |wanted| path.iter().find(|(name, _)| *name == wanted).map(|(_, part)| part);
        // A person's token is no bot's key, and has no business in an address.
        let key = part("bot_key").filter(|key| BotKey::parse(key).is_some());
        let key = key.ok_or(Error::Unauthenticated)?;
        let SignedIn { id, .. } = SignedIn::by_token(key, parts, house).await?;
        let room = part("room_id").and_then(|room| room.parse().ok()).ok_or(Error::NotFound)?;
        Ok(Self { id, room, key: key.to_owned() })
    }
}

/// Which message it is about.
#[derive(Debug, Deserialize)]
pub(super) struct OfMessage {
    message_id: MessageId,
}

/// Which boost it is about.
#[derive(Debug, Deserialize)]
pub(super) struct OfBoost {
    message_id: MessageId,
    boost_id: BoostId,
}

/// A body that is the thing itself: what to say, or the boost.
pub(super) struct Words {
    text: String,
    content_type: ContentType,
}

impl FromRequest<House> for Words {
    type Rejection = Error;

    async fn from_request(request: Request, house: &House) -> Result<Self, Error> {
        let content_type = kind(request.headers())?;
        let body: Result<Bytes, BytesRejection> = Bytes::from_request(request, house).await;
        let body = body.map_err(|why| unreadable(&why))?;
        let text = String::from_utf8(body.into())
            .map_err(|_| Invalid::new("content", "Content must be text in UTF-8"))?;
        Ok(Self { text, content_type })
    }
}

/// How a body wants to be read.
fn kind(headers: &HeaderMap) -> Result<ContentType, Error> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default();
    if media_type(kind) == "multipart/form-data" {
        let message = "Files can't be sent yet; please send the text itself as the body";
        return Err(Error::UnsupportedMediaType(message));
    }
    Ok(declared(kind))
}

impl Words {
    async fn into_draft(self) -> Result<Draft, Error> {
        parse(self.text, self.content_type).await
    }
}

/// Say something: the body is the message. HTML, unless `Content-Type` is
/// `text/plain; charset=utf-8` or `text/markdown`.
#[utoipa::path(post, path = "/rooms/{room_id}/{bot_key}/messages", tag = "bots", security(()),
    params(("room_id" = RoomId, Path), ("bot_key" = String, Path)),
    request_body(content = String, content_type = "text/html"),
    responses(
        (status = 201, description = "`Location` is where people read it"),
        (status = 401, body = ErrorBody, description = "No bot's key, or not any more"),
        (status = 404, body = ErrorBody, description = "The bot isn't in this room"),
        (status = 422, body = ErrorBody)))]
pub(super) async fn post_message(
    State(house): State<House>,
    me: BotByPath,
    words: Words,
) -> Result<Response, Error> {
    let draft = words.into_draft().await?;
    let client_message_id = ClientMessageId::parse(&Uuid::new_v4().to_string())?;
    let post = PostMessage { author: me.id, room: me.room, draft, client_message_id };
    let (Posted::New(message) | Posted::Again(message)) = house.writer.post(post).await?;
    let location = [(header::LOCATION, address(&house, me.room, message.id))];
    Ok((StatusCode::CREATED, location).into_response())
}

/// Where people read a message.
fn address(house: &House, room: RoomId, message: MessageId) -> String {
    format!("{}/rooms/{room}/@{message}", house.public_url)
}

#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct BotPageQuery {
    before: Option<MessageId>,
    after: Option<MessageId>,
}

/// A page of 40, in the order things were said. `Link` names the next one, `X-Total-Count` how many
/// messages the room holds.
#[utoipa::path(get, path = "/rooms/{room_id}/{bot_key}/messages", tag = "bots", security(()),
    params(("room_id" = RoomId, Path), ("bot_key" = String, Path), BotPageQuery),
    responses((status = 200, body = Vec<BotMessage>), (status = 404, body = ErrorBody)))]
pub(super) async fn list_messages(
    State(house): State<House>,
    me: BotByPath,
    Query(query): Query<BotPageQuery>,
) -> Result<Response, Error> {
    let BotByPath { id, room, key } = me;
    let mut conn = house.readers.get().await?;
    memberships::require(&mut conn, room, id).await?;
    let anchor = match query {
        BotPageQuery { before: Some(id), .. } => Anchor::Before(id),
        BotPageQuery { after: Some(id), .. } => Anchor::After(id),
        BotPageQuery { .. } => Anchor::Newest,
    };
    let page = timeline::page(&mut conn, room, anchor, limits::PAGE).await?;
    let total = timeline::count(&mut conn, room).await?;
    let (first, last) = (page.messages.first(), page.messages.last());
    let next = match anchor {
        Anchor::After(_) => last.filter(|_| page.has_more_after).map(|it| ("after", it.id)),
        _ => first.filter(|_| page.has_more_before).map(|it| ("before", it.id)),
    };
    let link = next.map(|(anchor, id)| {
        let page = format!("{}/rooms/{room}/{key}/messages?{anchor}={id}", house.public_url);
        (header::LINK, format!("<{page}>; rel=\"next\""))
    });
    let messages = page.messages.into_iter().map(|message| shown(&house, message));
    let messages: Vec<BotMessage> = messages.collect();
    Ok(([("x-total-count", total.to_string())], AppendHeaders(link), Json(messages))
        .into_response())
}

fn shown(house: &House, message: Message) -> BotMessage {
    BotMessage {
        id: message.id,
        created_at: message.created_at,
        body: BotMessageBody { plain_text: message.content, html: message.html },
        creator: person(message.creator),
        room: BotRoom { id: message.room_id },
        url: address(house, message.room_id, message.id),
    }
}

fn person(user: User) -> BotPerson {
    BotPerson { id: user.id, name: user.name, role: user.role, avatar_url: user.avatar_url }
}

/// A message of this room; those of others don't exist under this address.
async fn require_in_room(house: &House, room: RoomId, id: MessageId) -> Result<(), Error> {
    let message = timeline::find(&mut *house.readers.get().await?, id).await?;
    message.filter(|message| message.room_id == room).map(drop).ok_or(Error::NotFound)
}

/// Say it differently: the body is the message. A bot edits what it said itself.
#[utoipa::path(put, path = "/rooms/{room_id}/{bot_key}/messages/{message_id}", tag = "bots",
    security(()), request_body(content = String, content_type = "text/html"),
    params(("room_id" = RoomId, Path), ("bot_key" = String, Path),
        ("message_id" = MessageId, Path)),
    responses(
        (status = 200, body = BotMessage),
        (status = 403, body = ErrorBody, description = "Somebody else said it"),
        (status = 404, body = ErrorBody)))]
pub(super) async fn put_message(
    State(house): State<House>,
    me: BotByPath,
    Path(of): Path<OfMessage>,
    words: Words,
) -> Result<Json<BotMessage>, Error> {
    require_in_room(&house, me.room, of.message_id).await?;
    let draft = words.into_draft().await?;
    let edit = EditMessage { by: me.id, message: of.message_id, draft };
    let edited = house.writer.perform(edit).await?;
    Ok(Json(shown(&house, edited)))
}

/// The same as PUT.
#[utoipa::path(patch, path = "/rooms/{room_id}/{bot_key}/messages/{message_id}", tag = "bots",
    security(()), request_body(content = String, content_type = "text/html"),
    params(("room_id" = RoomId, Path), ("bot_key" = String, Path),
        ("message_id" = MessageId, Path)),
    responses(
        (status = 200, body = BotMessage),
        (status = 403, body = ErrorBody, description = "Somebody else said it"),
        (status = 404, body = ErrorBody)))]
pub(super) async fn patch_message(
    house: State<House>,
    me: BotByPath,
    path: Path<OfMessage>,
    words: Words,
) -> Result<Json<BotMessage>, Error> {
    put_message(house, me, path, words).await
}

/// Take a message back. A bot takes back what it said itself.
#[utoipa::path(delete, path = "/rooms/{room_id}/{bot_key}/messages/{message_id}", tag = "bots",
    security(()),
    params(("room_id" = RoomId, Path), ("bot_key" = String, Path),
        ("message_id" = MessageId, Path)),
    responses(
        (status = 204),
        (status = 403, body = ErrorBody, description = "Somebody else said it"),
        (status = 404, body = ErrorBody)))]
pub(super) async fn delete_message(
    State(house): State<House>,
    me: BotByPath,
    Path(of): Path<OfMessage>,
) -> Result<StatusCode, Error> {
    require_in_room(&house, me.room, of.message_id).await?;
    house.writer.perform(DeleteMessage { by: me.id, message: of.message_id }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Boost a message: the body is the boost.
#[utoipa::path(post, path = "/rooms/{room_id}/{bot_key}/messages/{message_id}/boosts",
    tag = "bots", security(()), request_body(content = String, content_type = "text/plain"),
    params(("room_id" = RoomId, Path), ("bot_key" = String, Path),
        ("message_id" = MessageId, Path)),
    responses((status = 201, body = BotBoost), (status = 404, body = ErrorBody)))]
pub(super) async fn boost_message(
    State(house): State<House>,
    me: BotByPath,
    Path(of): Path<OfMessage>,
    words: Words,
) -> Result<(StatusCode, Json<BotBoost>), Error> {
    let (room, message) = (me.room, of.message_id);
    require_in_room(&house, room, message).await?;
    let content = BoostContent::parse(&words.text)?;
    let boost = house.writer.perform(BoostMessage { by: me.id, message, content }).await?;
    let message = BoostedMessage { id: message, url: address(&house, room, message) };
    let Boost { id, content, created_at, booster, .. } = boost;
    let boost = BotBoost { id, content, created_at, booster: person(booster), message };
    Ok((StatusCode::CREATED, Json(boost)))
}

/// Take its own boost back.
#[utoipa::path(delete,
    path = "/rooms/{room_id}/{bot_key}/messages/{message_id}/boosts/{boost_id}",
    tag = "bots", security(()),
    params(("room_id" = RoomId, Path), ("bot_key" = String, Path),
        ("message_id" = MessageId, Path), ("boost_id" = BoostId, Path)),
    responses((status = 204), (status = 404, body = ErrorBody)))]
pub(super) async fn unboost_message(
    State(house): State<House>,
    me: BotByPath,
    Path(of): Path<OfBoost>,
) -> Result<StatusCode, Error> {
    let (message, boost) = (of.message_id, of.boost_id);
    require_in_room(&house, me.room, message).await?;
    house.writer.perform(UnboostMessage { by: me.id, message, boost }).await?;
    Ok(StatusCode::NO_CONTENT)
}
