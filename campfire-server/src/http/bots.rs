//! Bots, as administrators look after them. What a bot does with its key lives in `bot_api`.

use axum::{extract::State, http::StatusCode};
use campfire_proto::{
    Bot, BotChange, BotWithKey, ErrorBody, Name, NewBot, UserId, bot::Bots as AllBots,
};

use super::extract::{Administrator, Json, Path};
use crate::{
    Campfire, House,
    domain::bots::{self, ChangeBot, CreateBot, RemoveBot, ResetKey, WebhookChange},
    error::Error,
};

/// All bots, by name, and how each took what it was told. Their keys are shown nowhere.
#[utoipa::path(get, path = "/api/bots", tag = "bots",
    responses((status = 200, body = AllBots), (status = 403, body = ErrorBody)))]
pub(super) async fn list_bots(
    State(house): State<House>,
    _me: Administrator,
) -> Result<Json<AllBots>, Error> {
    let bots = bots::bots(&mut *house.readers.get().await?).await?;
    let bots = bots.into_iter().map(|bot| shown(&house, bot)).collect();
    Ok(Json(AllBots { bots }))
}

fn shown(house: &Campfire, bot: Bot) -> Bot {
    Bot { calls: house.calls.of(bot.id), ..bot }
}

/// Make a bot: it is in every open room at once, and its key is shown this once.
#[utoipa::path(post, path = "/api/bots", tag = "bots", request_body = NewBot,
    responses(
        (status = 201, body = BotWithKey),
        (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
pub(super) async fn create_bot(
    State(house): State<House>,
    me: Administrator,
    Json(new): Json<NewBot>,
) -> Result<(StatusCode, Json<BotWithKey>), Error> {
    let name = Name::parse("name", &new.name)?;
    let webhook = WebhookChange::parse(new.webhook_url.as_deref())?;
    let signing_key = house.signing_key.clone();
    let made = house.writer.perform(CreateBot { by: me.id, name, webhook, signing_key }).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Change a bot's name or webhook. A blank address removes the webhook.
#[utoipa::path(put, path = "/api/bots/{id}", tag = "bots", request_body = BotChange,
    params(("id" = UserId, Path, description = "The bot")),
    responses(
        (status = 200, body = Bot),
        (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody, description = "No bot, or none any more"),
        (status = 422, body = ErrorBody)))]
pub(super) async fn change_bot(
    State(house): State<House>,
    me: Administrator,
    Path(bot): Path<UserId>,
    Json(change): Json<BotChange>,
) -> Result<Json<Bot>, Error> {
    let name = change.name.map(|name| Name::parse("name", &name)).transpose()?;
    let webhook = WebhookChange::parse(change.webhook_url.as_deref())?;
    let bot = house.writer.perform(ChangeBot { by: me.id, bot, name, webhook }).await?;
    Ok(Json(shown(&house, bot)))
}

/// Remove a bot for good: its key is worth nothing, its messages stay.
#[utoipa::path(delete, path = "/api/bots/{id}", tag = "bots",
    params(("id" = UserId, Path, description = "The bot")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody, description = "No bot, or none any more")))]
pub(super) async fn remove_bot(
    State(house): State<House>,
    me: Administrator,
    Path(bot): Path<UserId>,
) -> Result<StatusCode, Error> {
    house.writer.perform(RemoveBot { by: me.id, bot }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a bot a new key, shown this once. The old one is worth nothing from now on.
#[utoipa::path(post, path = "/api/bots/{id}/key", tag = "bots",
    params(("id" = UserId, Path, description = "The bot")),
    responses(
        (status = 200, body = BotWithKey),
        (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody, description = "No bot, or none any more")))]
pub(super) async fn reset_key(
    State(house): State<House>,
    me: Administrator,
    Path(bot): Path<UserId>,
) -> Result<Json<BotWithKey>, Error> {
    let signing_key = house.signing_key.clone();
    let reset = house.writer.perform(ResetKey { by: me.id, bot, signing_key }).await?;
    Ok(Json(BotWithKey { bot: shown(&house, reset.bot), ..reset }))
}
