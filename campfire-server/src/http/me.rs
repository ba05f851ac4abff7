//! What somebody does about themself: who am I, my profile, my devices, signing out.

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use axum_extra::extract::cookie::CookieJar;
use campfire_proto::{
    EmailAddress, ErrorBody, Name, Password, ProfileChange, Role, Session, SessionId, TransferLink,
    User, WhoAmI, checks, session::Sessions,
};

use super::{
    cookie::{self, ByCookie},
    extract::{Json, Origin, Path, Person, SignedIn},
};
use crate::{
    House,
    domain::{
        account, passwords, people,
        profile::{ChangeProfile, PasswordChange},
        sessions, transfer,
    },
    error::Error,
};

/// Who the caller is, and the account they are part of.
#[utoipa::path(get, path = "/api/auth/me", tag = "me",
    responses(
        (status = 200, body = WhoAmI, description = "For bots, without the join code"),
        (status = 401, body = ErrorBody)))]
pub(super) async fn show_me(
    State(house): State<House>,
    me: SignedIn,
    by_cookie: ByCookie,
) -> Result<impl IntoResponse, Error> {
    let mut conn = house.readers.get().await?;
    let user = people::person(&mut conn, me.id).await?.into_private();
    let features = house.config.features;
    let account = match me.role {
        Role::Bot => account::account_for_bots(&mut conn, features).await?,
        Role::Member | Role::Administrator => account::account(&mut conn, features).await?,
    };
    Ok((by_cookie.renew(&house), Json(WhoAmI { user, account })))
}

/// Sign out on this device.
#[utoipa::path(post, path = "/api/auth/logout", tag = "me",
    responses(
        (status = 204, description = "The session is over, its sockets close"),
        (status = 401, body = ErrorBody)))]
pub(super) async fn log_out(
    State(house): State<House>,
    me: Person,
) -> Result<impl IntoResponse, Error> {
    let reason = sessions::SIGNED_OUT;
    let end = sessions::EndSession { person: me.id, session: me.session, reason };
    house.writer.perform(end).await?;
    Ok((StatusCode::NO_CONTENT, cookie::forget(&house)))
}

/// Write down that this device is still in use, and send its cookie again.
#[utoipa::path(post, path = "/api/auth/refresh", tag = "me",
    responses((status = 200, body = Session), (status = 401, body = ErrorBody)))]
pub(super) async fn refresh(
    State(house): State<House>,
    me: Person,
    Origin { ip, user_agent }: Origin,
    by_cookie: ByCookie,
) -> Result<impl IntoResponse, Error> {
    let session = me.session;
    house.writer.perform(sessions::TouchSession { session, ip, user_agent }).await?;
    let mut conn = house.readers.get().await?;
    let devices = sessions::devices_of(&mut conn, me.id, session).await?;
    let this = devices.into_iter().find(|device| device.current).ok_or(Error::Unauthenticated)?;
    Ok((by_cookie.renew(&house), Json(this)))
}

/// The devices the caller is signed in on, the last used first.
#[utoipa::path(get, path = "/api/auth/sessions", tag = "me",
    responses((status = 200, body = Sessions), (status = 401, body = ErrorBody)))]
pub(super) async fn list_sessions(
    State(house): State<House>,
    me: Person,
) -> Result<Json<Sessions>, Error> {
    let mut conn = house.readers.get().await?;
    let sessions = sessions::devices_of(&mut conn, me.id, me.session).await?;
    Ok(Json(Sessions { sessions }))
}

/// Sign out one of one's devices.
#[utoipa::path(delete, path = "/api/auth/sessions/{id}", tag = "me",
    params(("id" = SessionId, Path, description = "The session")),
    responses(
        (status = 204, description = "The session is over, its sockets close"),
        (status = 404, body = ErrorBody, description = "No session of the caller's")))]
pub(super) async fn end_session(
    State(house): State<House>,
    me: Person,
    Path(session): Path<SessionId>,
) -> Result<impl IntoResponse, Error> {
    let (reason, cookie) = if session == me.session {
        (sessions::SIGNED_OUT, cookie::forget(&house))
    } else {
        (sessions::SIGNED_OUT_ELSEWHERE, CookieJar::new())
    };
    house.writer.perform(sessions::EndSession { person: me.id, session, reason }).await?;
    Ok((StatusCode::NO_CONTENT, cookie))
}

/// A link that signs the caller in on another device within four hours.
#[utoipa::path(post, path = "/api/auth/transfer", tag = "me",
    responses((status = 200, body = TransferLink), (status = 401, body = ErrorBody)))]
pub(super) async fn make_transfer_link(
    State(house): State<House>,
    me: Person,
) -> Result<Json<TransferLink>, Error> {
    let mut conn = house.readers.get().await?;
    transfer::link(&mut conn, me.id, &house.public_url, &house.signing_key).await.map(Json)
}

/// The caller's own profile.
#[utoipa::path(get, path = "/api/user/profile", tag = "me",
    responses((status = 200, body = User), (status = 401, body = ErrorBody)))]
pub(super) async fn show_profile(
    State(house): State<House>,
    me: Person,
) -> Result<Json<User>, Error> {
    let person = people::person(&mut *house.readers.get().await?, me.id).await?;
    Ok(Json(person.into_private()))
}

/// Change one's own profile. A new password needs the current one and signs out other devices.
#[utoipa::path(put, path = "/api/user/profile", tag = "me", request_body = ProfileChange,
    responses(
        (status = 200, body = User),
        (status = 422, body = ErrorBody, description = "Among others: the email is taken, or \
            `current_password` is wrong"),
        (status = 429, body = ErrorBody, description = "Too many attempts at the password")))]
pub(super) async fn change_profile(
    State(house): State<House>,
    me: Person,
    origin: Origin,
    Json(form): Json<ProfileChange>,
) -> Result<Json<User>, Error> {
    let name = form.name.as_deref().map(|name| Name::parse("name", name)).transpose()?;
    let email = form.email.as_deref().map(EmailAddress::parse).transpose()?;
    let bio = form.bio.as_deref().map(checks::bio).transpose()?;
    let new = form.password.as_deref().filter(|password| !password.trim().is_empty());
    let password = match new.map(Password::parse).transpose()? {
        Some(new) => Some(password_change(&house, me, &origin, form.current_password, new).await?),
        None => None,
    };
    let change = ChangeProfile { person: me.id, session: me.session, name, email, bio, password };
    house.writer.perform(change).await.map(Json)
}

/// Has the current password proved. Guessing at it counts like guessing at the door.
async fn password_change(
    house: &House,
    me: Person,
    origin: &Origin,
    current: Option<String>,
    new: Password,
) -> Result<PasswordChange, Error> {
    let current = current.unwrap_or_default();
    house.limiter.attempt_to_sign_in(origin.ip)?;
    let hash = sessions::password_hash_of(&mut *house.readers.get().await?, me.id).await?;
    let right = passwords::matches(&current, hash.clone()).await?;
    let old_hash = hash.filter(|_| right).ok_or_else(sessions::wrong_current_password)?;
    Ok(PasswordChange { old_hash, new_hash: passwords::hash(new).await? })
}
