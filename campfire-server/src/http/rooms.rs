//! Rooms, memberships, involvement, read.

use axum::{extract::State, http::StatusCode};
use campfire_proto::{
    Invalid, Membership, Name, NewRoom, Room, RoomChange, RoomId, RoomType, UserId,
    room::{InvolvementChange, Memberships, NewMembers, ReadUpTo, Rooms},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::extract::{Json, Optional, Path, Person, Query, SignedIn};
use crate::{
    House,
    domain::{
        admission::{AddMembers, RemoveMember},
        memberships::{self, Involve, MarkRead},
        rooms::{self, Access, ChangeRoom, CreateRoom, DeleteRoom, OpenDirect, Opened, Which},
    },
    error::Error,
};

#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct RoomFilter {
    /// Also the caller's invisible rooms.
    #[serde(default)]
    all: bool,
}

/// The caller's rooms: directs first, by last activity; the others by name.
#[utoipa::path(get, path = "/api/rooms", tag = "rooms", params(RoomFilter),
    responses((status = 200, body = Rooms)))]
pub(super) async fn list_rooms(
    State(house): State<House>,
    me: SignedIn,
    Query(filter): Query<RoomFilter>,
) -> Result<Json<Rooms>, Error> {
    let which = if filter.all { Which::All } else { Which::Visible };
    let rooms = rooms::rooms_of(&mut *house.readers.get().await?, me.id, which).await?;
    Ok(Json(Rooms { rooms }))
}

/// Make an open or closed room, or open the direct room with somebody.
#[utoipa::path(post, path = "/api/rooms", tag = "rooms", request_body = NewRoom,
    responses((status = 201, body = Room), (status = 200, body = Room,
        description = "The direct room with that person was there already")))]
pub(super) async fn create_room(
    State(house): State<House>,
    me: Person,
    Json(new): Json<NewRoom>,
) -> Result<(StatusCode, Json<Room>), Error> {
    let access = match new.room_type.unwrap_or(RoomType::Open) {
        RoomType::Open => Access::Open,
        RoomType::Closed => Access::Closed,
        RoomType::Direct => return open_direct(&house, me, new.user_id).await,
    };
    let name = Name::parse("name", new.name.as_deref().unwrap_or_default())?;
    let create = CreateRoom { by: me.id, name, access, members: new.initial_members };
    Ok((StatusCode::CREATED, Json(house.writer.perform(create).await?)))
}

async fn open_direct(
    house: &House,
    me: Person,
    with: Option<UserId>,
) -> Result<(StatusCode, Json<Room>), Error> {
    let with = with.ok_or(Invalid::new("user_id", "Please say with whom"))?;
    Ok(match house.writer.perform(OpenDirect { by: me.id, with }).await? {
        Opened::New(room) => (StatusCode::CREATED, Json(room)),
        Opened::Found(room) => (StatusCode::OK, Json(room)),
    })
}

/// One room, with all who are in it.
#[utoipa::path(get, path = "/api/rooms/{room_id}", tag = "rooms",
    params(("room_id" = RoomId, Path)), responses((status = 200, body = Room)))]
pub(super) async fn show_room(
    State(house): State<House>,
    me: SignedIn,
    Path(room): Path<RoomId>,
) -> Result<Json<Room>, Error> {
    let room = rooms::room_of(&mut *house.readers.get().await?, me.id, room).await?;
    Ok(Json(room))
}

/// Rename a room, open or close it, say who is in it.
#[utoipa::path(put, path = "/api/rooms/{room_id}", tag = "rooms", request_body = RoomChange,
    params(("room_id" = RoomId, Path)), responses((status = 200, body = Room)))]
pub(super) async fn change_room(
    State(house): State<House>,
    me: Person,
    Path(room): Path<RoomId>,
    Json(change): Json<RoomChange>,
) -> Result<Json<Room>, Error> {
    let access = match change.room_type {
        None => None,
        Some(RoomType::Open) => Some(Access::Open),
        Some(RoomType::Closed) => Some(Access::Closed),
        Some(RoomType::Direct) => {
            memberships::require(&mut *house.readers.get().await?, room, me.id).await?;
            return Err(Error::Conflict("A room never becomes a direct one"));
        }
    };
    let name = change.name.map(|name| Name::parse("name", &name)).transpose()?;
    let change = ChangeRoom { by: me.id, room, name, access, members: change.member_ids };
    Ok(Json(house.writer.perform(change).await?))
}

/// Delete a room and all that was said in it.
#[utoipa::path(delete, path = "/api/rooms/{room_id}", tag = "rooms",
    params(("room_id" = RoomId, Path)), responses((status = 204)))]
pub(super) async fn delete_room(
    State(house): State<House>,
    me: Person,
    Path(room): Path<RoomId>,
) -> Result<StatusCode, Error> {
    house.writer.perform(DeleteRoom { by: me.id, room }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is in a room.
#[utoipa::path(get, path = "/api/rooms/{room_id}/memberships", tag = "rooms",
    params(("room_id" = RoomId, Path)), responses((status = 200, body = Memberships)))]
pub(super) async fn list_members(
    State(house): State<House>,
    me: Person,
    Path(room): Path<RoomId>,
) -> Result<Json<Memberships>, Error> {
    let mut conn = house.readers.get().await?;
    memberships::require(&mut conn, room, me.id).await?;
    let members = memberships::members_of(&mut conn, &[room]).await?;
    Ok(Json(Memberships { memberships: members.into_iter().map(|(_, member)| member).collect() }))
}

/// Let people into a closed room.
#[utoipa::path(post, path = "/api/rooms/{room_id}/memberships", tag = "rooms",
    request_body = NewMembers, params(("room_id" = RoomId, Path)),
    responses((status = 201, body = Memberships)))]
pub(super) async fn add_members(
    State(house): State<House>,
    me: Person,
    Path(room): Path<RoomId>,
    Json(new): Json<NewMembers>,
) -> Result<(StatusCode, Json<Memberships>), Error> {
    house.writer.perform(AddMembers { by: me.id, room, people: new.user_ids }).await?;
    Ok((StatusCode::CREATED, list_members(State(house), me, Path(room)).await?))
}

/// Take somebody out of a closed room; oneself is leaving.
#[utoipa::path(delete, path = "/api/rooms/{room_id}/memberships/{user_id}", tag = "rooms",
    params(("room_id" = RoomId, Path), ("user_id" = UserId, Path)), responses((status = 204)))]
pub(super) async fn remove_member(
    State(house): State<House>,
    me: Person,
    Path((room, person)): Path<(RoomId, UserId)>,
) -> Result<StatusCode, Error> {
    house.writer.perform(RemoveMember { by: me.id, room, person }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How much of a room the caller wants to hear.
#[utoipa::path(get, path = "/api/rooms/{room_id}/involvement", tag = "rooms",
    params(("room_id" = RoomId, Path)), responses((status = 200, body = Membership)))]
pub(super) async fn show_involvement(
    State(house): State<House>,
    me: Person,
    Path(room): Path<RoomId>,
) -> Result<Json<Membership>, Error> {
    let mut conn = house.readers.get().await?;
    Ok(Json(memberships::membership(&mut conn, room, me.id).await?))
}

/// Change how much of a room the caller wants to hear.
#[utoipa::path(put, path = "/api/rooms/{room_id}/involvement", tag = "rooms",
    request_body = InvolvementChange, params(("room_id" = RoomId, Path)),
    responses((status = 200, body = Membership)))]
pub(super) async fn change_involvement(
    State(house): State<House>,
    me: Person,
    Path(room): Path<RoomId>,
    Json(change): Json<UncheckedInvolvement>,
) -> Result<Json<Membership>, Error> {
    let involvement = change.check()?;
    let involve = Involve { person: me.id, room, involvement };
    Ok(Json(house.writer.perform(involve).await?))
}

/// A level as it was typed: an unknown one is a wrong value (422), not a broken body (400).
#[derive(Debug, Deserialize)]
pub(super) struct UncheckedInvolvement {
    #[serde(default)]
    involvement: serde_json::Value,
}

impl UncheckedInvolvement {
    fn check(self) -> Result<campfire_proto::Involvement, Error> {
        serde_json::from_value(self.involvement).map_err(|_| {
            let message = "Involvement is one of invisible, nothing, mentions and everything";
            Invalid::new("involvement", message).into()
        })
    }
}

/// Clear what is unread, on every device; with an id, up to there.
#[utoipa::path(post, path = "/api/rooms/{room_id}/read", tag = "rooms", request_body = ReadUpTo,
    params(("room_id" = RoomId, Path)), responses((status = 200, body = Membership)))]
pub(super) async fn mark_read(
    State(house): State<House>,
    me: Person,
    Path(room): Path<RoomId>,
    Optional(read): Optional<ReadUpTo>,
) -> Result<Json<Membership>, Error> {
    let read = MarkRead { person: me.id, room, up_to: read.last_read_message_id };
    Ok(Json(house.writer.perform(read).await?))
}
