//! The account: everyone reads it, administrators change it.

use axum::extract::State;
use campfire_proto::{
    Account, AccountChange, ErrorBody, Name,
    account::{CustomStyles, JoinLink},
};

use super::extract::{Administrator, Json, Person};
use crate::{
    House,
    domain::account::{self, ChangeAccount, ChangeStyles, ReplaceJoinCode, Styles},
    error::Error,
};

/// The account, with the join code: everyone may invite.
#[utoipa::path(get, path = "/api/account", tag = "account",
    responses((status = 200, body = Account), (status = 401, body = ErrorBody)))]
pub(super) async fn show_account(
    State(house): State<House>,
    _me: Person,
) -> Result<Json<Account>, Error> {
    let mut conn = house.readers.get().await?;
    account::account(&mut conn, house.config.features).await.map(Json)
}

/// Rename the account, or change its settings.
#[utoipa::path(put, path = "/api/account", tag = "account", request_body = AccountChange,
    responses(
        (status = 200, body = Account),
        (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
pub(super) async fn change_account(
    State(house): State<House>,
    me: Administrator,
    Json(form): Json<AccountChange>,
) -> Result<Json<Account>, Error> {
    let name = form.name.as_deref().map(|name| Name::parse("name", name)).transpose()?;
    let (settings, features) = (form.settings, house.config.features);
    house.writer.perform(ChangeAccount { by: me.id, name, settings, features }).await.map(Json)
}

/// The join link, with its picture: everyone may invite.
#[utoipa::path(get, path = "/api/account/join_link", tag = "account",
    responses((status = 200, body = JoinLink), (status = 403, body = ErrorBody, description = "A bot")))]
pub(super) async fn show_join_link(
    State(house): State<House>,
    _me: Person,
) -> Result<Json<JoinLink>, Error> {
    let mut conn = house.readers.get().await?;
    account::join_link(&mut conn, &house.public_url).await.map(Json)
}

/// Replace the join code; links with the old one stop working.
#[utoipa::path(post, path = "/api/account/join_code", tag = "account",
    responses((status = 200, body = Account), (status = 403, body = ErrorBody)))]
pub(super) async fn replace_join_code(
    State(house): State<House>,
    me: Administrator,
) -> Result<Json<Account>, Error> {
    let features = house.config.features;
    house.writer.perform(ReplaceJoinCode { by: me.id, features }).await.map(Json)
}

/// Replace the CSS that is added to every page.
#[utoipa::path(put, path = "/api/account/custom_styles", tag = "account",
    request_body = CustomStyles,
    responses(
        (status = 200, body = Account),
        (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody, description = "More than 64 KiB")))]
pub(super) async fn change_styles(
    State(house): State<House>,
    me: Administrator,
    Json(form): Json<CustomStyles>,
) -> Result<Json<Account>, Error> {
    let styles = Styles::parse(form.custom_styles)?;
    let features = house.config.features;
    house.writer.perform(ChangeStyles { by: me.id, styles, features }).await.map(Json)
}
