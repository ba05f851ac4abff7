//! The devices on which somebody wants to be woken.

use axum::{extract::State, http::StatusCode};
use campfire_proto::{
    ErrorBody,
    push::{
        NewPushSubscription, PublicKey, PushEndpoint, PushSubscription, PushSubscriptions,
        PushTest, PushTestResult, PushTestResults,
    },
};
use futures::future::join_all;

use super::extract::{Json, Optional, Origin, Person};
use crate::{
    Campfire, House,
    domain::push::{
        self, Device, Subscribe, Subscribed, Unsubscribe,
        endpoint::{Endpoint, Keys},
        notice::Notice,
    },
    error::Error,
};

/// What a browser subscribes with.
#[utoipa::path(get, path = "/api/push/vapid_public_key", tag = "push",
    responses((status = 200, body = PublicKey)))]
pub(super) async fn show_public_key(State(house): State<House>, _me: Person) -> Json<PublicKey> {
    Json(PublicKey { public_key: house.pushes.public_key().to_owned() })
}

/// The devices on which the caller is woken, the newest first.
#[utoipa::path(get, path = "/api/push/subscriptions", tag = "push",
    responses((status = 200, body = PushSubscriptions)))]
pub(super) async fn list_subscriptions(
    State(house): State<House>,
    me: Person,
) -> Result<Json<PushSubscriptions>, Error> {
    let devices = push::devices_of(&mut *house.readers.get().await?, me.id).await?;
    let subscriptions = devices.into_iter().map(|device| shown(&house, device)).collect();
    Ok(Json(PushSubscriptions { subscriptions }))
}

fn shown(house: &Campfire, device: Device) -> PushSubscription {
    PushSubscription {
        last_result: house.pushes.last_result(&device),
        endpoint: device.endpoint,
        user_agent: device.user_agent,
        created_at: device.created_at,
    }
}

/// Wake this device. The subscription ends with the caller's session.
#[utoipa::path(post, path = "/api/push/subscriptions", tag = "push",
    request_body = NewPushSubscription,
    responses(
        (status = 201, body = PushSubscription),
        (status = 200, body = PushSubscription, description = "It is subscribed already"),
        (status = 422, body = ErrorBody, description = "The endpoint isn't https, or leads into a \
            private network; or the keys are none")))]
pub(super) async fn subscribe(
    State(house): State<House>,
    me: Person,
    Origin { user_agent, .. }: Origin,
    Json(new): Json<NewPushSubscription>,
) -> Result<(StatusCode, Json<PushSubscription>), Error> {
    let endpoint = Endpoint::parse(&new.endpoint, house.config.push_allow_private)?;
    let keys = Keys::parse(&new.keys)?;
    let (person, session) = (me.id, me.session);
    let subscribe = Subscribe { person, session, endpoint, keys, user_agent };
    Ok(match house.writer.perform(subscribe).await? {
        Subscribed::New(device) => (StatusCode::CREATED, Json(shown(&house, device))),
        Subscribed::Again(device) => (StatusCode::OK, Json(shown(&house, device))),
    })
}

/// Don't wake this device any more.
#[utoipa::path(delete, path = "/api/push/subscriptions", tag = "push",
    request_body = PushEndpoint,
    responses((status = 204), (status = 404, body = ErrorBody, description = "No device of the \
        caller's")))]
pub(super) async fn unsubscribe(
    State(house): State<House>,
    me: Person,
    Json(PushEndpoint { endpoint }): Json<PushEndpoint>,
) -> Result<StatusCode, Error> {
    house.writer.perform(Unsubscribe { person: me.id, endpoint }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Wake the caller's devices now, to see whether it works: all, or the one that is named.
#[utoipa::path(post, path = "/api/push/test", tag = "push", request_body = PushTest,
    responses((status = 200, body = PushTestResults)))]
pub(super) async fn test_push(
    State(house): State<House>,
    me: Person,
    Optional(test): Optional<PushTest>,
) -> Result<Json<PushTestResults>, Error> {
    let mut devices = push::devices_of(&mut *house.readers.get().await?, me.id).await?;
    if let Some(only) = test.endpoint {
        devices.retain(|device| device.endpoint == only);
    }
    let notice = Notice::test();
    let pushing = devices.iter().map(|device| house.pushes.push(&house.writer, device, &notice));
    let results = join_all(pushing).await.into_iter().zip(&devices);
    let results = results.map(|(result, device)| PushTestResult {
        endpoint: device.endpoint.clone(),
        status: result.status,
        message: result.message,
    });
    Ok(Json(PushTestResults { results: results.collect() }))
}
