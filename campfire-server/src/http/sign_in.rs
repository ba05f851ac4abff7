//! The first run, and every way to sign in: joining, by password, by a transfer link.

use std::net::IpAddr;

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use campfire_proto::{
    EmailAddress, ErrorBody, Name, NewAccount, Password, SetupState, SignedIn,
    session::{Credentials, Registration, SetUp, TransferToken},
};

use super::{
    cookie,
    extract::{Json, Origin},
};
use crate::{
    House,
    domain::{account, joining, passwords, sessions, transfer},
    error::Error,
};

impl From<Origin> for sessions::Device {
    fn from(Origin { ip, user_agent }: Origin) -> Self {
        Self { ip, user_agent }
    }
}

/// Whether the first run is still to come.
#[utoipa::path(get, path = "/api/setup", tag = "sign-in",
    responses((status = 200, body = SetupState)))]
pub(super) async fn show_setup(State(house): State<House>) -> Result<Json<SetupState>, Error> {
    let set_up = account::is_set_up(&mut *house.readers.get().await?).await?;
    Ok(Json(SetupState { needs_setup: !set_up }))
}

/// The first run: makes the account, its administrator and the room "All Talk".
#[utoipa::path(post, path = "/api/setup", tag = "sign-in", request_body = NewAccount,
    responses(
        (status = 201, body = SetUp, description = "Signed in; browsers get a cookie too"),
        (status = 409, body = ErrorBody, description = "Set up already, or just now by another"),
        (status = 422, body = ErrorBody)))]
pub(super) async fn set_up(
    State(house): State<House>,
    origin: Origin,
    Json(form): Json<NewAccount>,
) -> Result<impl IntoResponse, Error> {
    account::require_first_run(&mut *house.readers.get().await?).await?;
    let account_name = form.account_name.as_deref();
    let account_name = account_name.map(|name| Name::parse("account_name", name)).transpose()?;
    let administrator = new_person(&form.name, &form.email, &form.password).await?;
    let features = house.config.features;
    let device = origin.into();
    let operation = joining::SetUp { account_name, administrator, device, features };
    let founded = house.writer.perform(operation).await?;
    Ok((StatusCode::CREATED, cookie::remember(&house, &founded.token), Json(founded)))
}

/// Join with the account's join code, and every open room with it.
#[utoipa::path(post, path = "/api/auth/register", tag = "sign-in", request_body = Registration,
    responses(
        (status = 201, body = SignedIn, description = "Signed in; browsers get a cookie too"),
        (status = 403, body = ErrorBody, description = "Another join code is needed"),
        (status = 422, body = ErrorBody),
        (status = 429, body = ErrorBody, description = "Too many wrong join codes")))]
pub(super) async fn register(
    State(house): State<House>,
    origin: Origin,
    Json(form): Json<Registration>,
) -> Result<impl IntoResponse, Error> {
    house.limiter.may_attempt_to_sign_in(origin.ip)?;
    // Before anything else is said: without the code nobody learns whose address is known here.
    let mut conn = house.readers.get().await?;
    let checked = account::require_join_code(&mut conn, &form.join_code).await;
    checked.map_err(|error| counted(&house, origin.ip, error))?;
    drop(conn);
    let newcomer = new_person(&form.name, &form.email, &form.password).await?;
    let join = joining::Join { newcomer, join_code: form.join_code, device: origin.into() };
    let signed_in = house.writer.perform(join).await?;
    Ok((StatusCode::CREATED, cookie::remember(&house, &signed_in.token), Json(signed_in)))
}

/// Sign in by email and password.
#[utoipa::path(post, path = "/api/auth/login", tag = "sign-in", request_body = Credentials,
    responses(
        (status = 200, body = SignedIn, description = "Signed in; browsers get a cookie too"),
        (status = 401, body = ErrorBody, description = "Email and password don't match"),
        (status = 429, body = ErrorBody, description = "More than 10 attempts in 3 minutes")))]
pub(super) async fn log_in(
    State(house): State<House>,
    origin: Origin,
    Json(form): Json<Credentials>,
) -> Result<impl IntoResponse, Error> {
    house.limiter.attempt_to_sign_in(origin.ip)?;
    let known = match EmailAddress::parse(&form.email) {
        Ok(email) => sessions::credentials_of(&mut *house.readers.get().await?, &email).await?,
        Err(_) => None,
    };
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let right = passwords::matches(&form.password, hash).await?;
    let (person, password_hash) = known.filter(|_| right).ok_or(Error::InvalidCredentials)?;
    let sign_in = sessions::SignIn { person, password_hash, device: origin.into() };
    let signed_in = house.writer.perform(sign_in).await?;
    Ok((cookie::remember(&house, &signed_in.token), Json(signed_in)))
}

/// Sign in by a transfer link: only this does, so looking at the link changes nothing.
#[utoipa::path(put, path = "/api/auth/transfer", tag = "sign-in", request_body = TransferToken,
    responses(
        (status = 200, body = SignedIn, description = "Signed in; browsers get a cookie too"),
        (status = 401, body = ErrorBody, description = "Expired, or no link of ours"),
        (status = 429, body = ErrorBody, description = "Too many wrong links")))]
pub(super) async fn follow_transfer_link(
    State(house): State<House>,
    origin: Origin,
    Json(form): Json<TransferToken>,
) -> Result<impl IntoResponse, Error> {
    house.limiter.may_attempt_to_sign_in(origin.ip)?;
    let ip = origin.ip;
    let followed = match transfer::Claim::read(&form.token) {
        Some(claim) => {
            let (key, device) = (house.signing_key.clone(), origin.into());
            house.writer.perform(transfer::FollowTransferLink { claim, key, device }).await
        }
        None => Err(Error::SpentTransferLink),
    };
    let signed_in = followed.map_err(|error| counted(&house, ip, error))?;
    Ok((cookie::remember(&house, &signed_in.token), Json(signed_in)))
}

/// Somebody new, checked field by field, their password hashed last.
async fn new_person(name: &str, email: &str, password: &str) -> Result<joining::NewPerson, Error> {
    let name = Name::parse("name", name)?;
    let email = EmailAddress::parse(email)?;
    let password_hash = passwords::hash(Password::parse(password)?).await?;
    Ok(joining::NewPerson { name, email, password_hash })
}

/// Counts a wrong code as an attempt to sign in; one too many is told to wait instead.
fn counted(house: &House, from: IpAddr, error: Error) -> Error {
    match error {
        Error::WrongJoinCode | Error::SpentTransferLink => {
            house.limiter.attempt_to_sign_in(from).err().unwrap_or(error)
        }
        error => error,
    }
}
