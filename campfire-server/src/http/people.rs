//! People: finding them, and what administrators make of them.

use axum::{extract::State, http::StatusCode};
use campfire_proto::{
    ErrorBody, RoomId, TransferLink, User, UserId,
    user::{RoleChange, Users},
};
use serde::Deserialize;
use utoipa::{IntoParams, IntoResponses, ToSchema};

use super::extract::{Administrator, Json, Path, Person, Query};
use crate::{
    House,
    domain::{
        bans,
        names::NameQuery,
        people::{self, Search, Statuses, Viewer},
        roles, transfer,
    },
    error::Error,
};

impl From<Person> for Viewer {
    fn from(Person { id, role, .. }: Person) -> Self {
        Self { id, role }
    }
}

/// Who is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PeopleQuery {
    /// The start of any word of the name; case and accents don't matter.
    #[serde(default)]
    q: String,
    /// Only members of this room, which must be one of the caller's.
    room_id: Option<RoomId>,
    /// Those who are shut out, too. For administrators.
    #[param(inline)]
    include: Option<Include>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Include {
    Banned,
}

/// Active people and bots, by name.
#[utoipa::path(get, path = "/api/users", tag = "people", params(PeopleQuery),
    responses(
        (status = 200, body = Users, description = "With emails for administrators"),
        (status = 403, body = ErrorBody, description = "Only administrators see who is banned"),
        (status = 404, body = ErrorBody, description = "No room of the caller's")))]
pub(super) async fn list_people(
    State(house): State<House>,
    me: Person,
    Query(query): Query<PeopleQuery>,
) -> Result<Json<Users>, Error> {
    let statuses = match query.include {
        Some(Include::Banned) => Statuses::ActiveAndBanned,
        None => Statuses::Active,
    };
    let search = Search { name: NameQuery::new(&query.q), room: query.room_id, statuses };
    let mut conn = house.readers.get().await?;
    let users = people::matching(&mut conn, me.into(), &search).await?;
    Ok(Json(Users { users }))
}

/// Somebody's profile, also when they have left.
#[utoipa::path(get, path = "/api/users/{id}", tag = "people",
    params(("id" = UserId, Path, description = "The person or bot")),
    responses((status = 200, body = User), (status = 404, body = ErrorBody)))]
pub(super) async fn show_person(
    State(house): State<House>,
    me: Person,
    Path(id): Path<UserId>,
) -> Result<Json<User>, Error> {
    let person = people::person(&mut *house.readers.get().await?, id).await?;
    Ok(Json(person.seen_by(me.into())))
}

/// What administrators hear whose deed can't be done. For the API's document alone.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "refusals are made by `Error`; this says which of them there can be")]
enum Unfit {
    /// Only administrators may.
    #[response(status = 403)]
    NotAllowed(ErrorBody),
    /// Nobody has this id.
    #[response(status = 404)]
    Unknown(ErrorBody),
    /// The last administrator, a bot, or somebody who isn't active.
    #[response(status = 409)]
    MakesNoSense(ErrorBody),
}

/// Make somebody an administrator, or a member again.
#[utoipa::path(put, path = "/api/users/{id}/role", tag = "people", request_body = RoleChange,
    params(("id" = UserId, Path, description = "The person")),
    responses(
        (status = 200, body = User),
        Unfit))]
pub(super) async fn change_role(
    State(house): State<House>,
    me: Administrator,
    Path(person): Path<UserId>,
    Json(RoleChange { role }): Json<RoleChange>,
) -> Result<Json<User>, Error> {
    house.writer.perform(roles::ChangeRole { by: me.id, person, role }).await.map(Json)
}

/// Remove somebody for good: their sessions end, their address is free, their messages stay.
#[utoipa::path(delete, path = "/api/users/{id}", tag = "people",
    params(("id" = UserId, Path, description = "The person")),
    responses(
        (status = 204, description = "They are gone"),
        Unfit))]
pub(super) async fn remove_person(
    State(house): State<House>,
    me: Administrator,
    Path(person): Path<UserId>,
) -> Result<StatusCode, Error> {
    house.writer.perform(roles::RemovePerson { by: me.id, person }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shut somebody out: their sessions end, their messages go, their addresses can't write.
#[utoipa::path(post, path = "/api/users/{id}/ban", tag = "people",
    params(("id" = UserId, Path, description = "The person")),
    responses(
        (status = 200, body = User),
        Unfit))]
pub(super) async fn ban_person(
    State(house): State<House>,
    me: Administrator,
    Path(person): Path<UserId>,
) -> Result<Json<User>, Error> {
    house.writer.perform(bans::BanPerson { by: me.id, person }).await.map(Json)
}

/// Let somebody in again; their messages don't come back.
#[utoipa::path(delete, path = "/api/users/{id}/ban", tag = "people",
    params(("id" = UserId, Path, description = "The person")),
    responses(
        (status = 204, description = "They may sign in again"),
        (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "They aren't banned")))]
pub(super) async fn lift_ban(
    State(house): State<House>,
    me: Administrator,
    Path(person): Path<UserId>,
) -> Result<StatusCode, Error> {
    house.writer.perform(bans::LiftBan { by: me.id, person }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A link that signs somebody in who has lost their password or their device.
#[utoipa::path(post, path = "/api/users/{id}/transfer", tag = "people",
    params(("id" = UserId, Path, description = "The person")),
    responses(
        (status = 200, body = TransferLink),
        (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody, description = "A bot, or somebody who isn't active")))]
pub(super) async fn make_transfer_link_for(
    State(house): State<House>,
    me: Administrator,
    Path(person): Path<UserId>,
) -> Result<Json<TransferLink>, Error> {
    let mut conn = house.readers.get().await?;
    let link = transfer::link(&mut conn, person, &house.public_url, &house.signing_key).await?;
    tracing::info!(by.id = %me.id, user.id = %person, "an administrator made a transfer link");
    Ok(Json(link))
}
