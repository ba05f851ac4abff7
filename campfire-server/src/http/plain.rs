//! The plain port beside TLS: it answers the certificate authority and health checks, and sends
//! everybody else to the address that people are meant to use.

use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};

use super::{guard, health};
use crate::{House, error::Error};

/// What the plain port leads to.
pub(super) fn doors(house: House) -> Router {
    Router::new()
        .route("/.well-known/acme-challenge/{token}", get(answer_authority))
        .route("/up", get(health::up))
        .route("/health", get(health::health))
        .fallback(send_to_tls)
        .layer(middleware::from_fn_with_state(House::clone(&house), guard::around_every_request))
        .layer(middleware::map_response(without_hsts))
        .with_state(house)
}

async fn answer_authority(
    State(house): State<House>,
    Path(token): Path<String>,
) -> Result<String, Error> {
    let tls = house.tls.as_ref().ok_or(Error::NotFound)?;
    tls.challenges.answer(&token).ok_or(Error::NotFound)
}

/// By the address that was set, never by the `Host` that somebody sent.
async fn send_to_tls(State(house): State<House>, request: Request) -> Result<Response, Error> {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let there = HeaderValue::try_from(format!("{}{path}", house.public_url))
        .map_err(|_| Error::NotFound)?;
    Ok((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, there)]).into_response())
}

/// Said over plain HTTP it would count for nothing, and the standard asks not to.
async fn without_hsts(mut response: Response) -> Response {
    response.headers_mut().remove(header::STRICT_TRANSPORT_SECURITY);
    response
}
