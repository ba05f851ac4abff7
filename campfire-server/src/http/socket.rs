//! The door to the WebSocket. What is said through it lives in `live::socket`.

use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{header, request::Parts},
    response::Response,
};

use super::{
    extract::{self, Origin},
    guard,
};
use crate::{
    House,
    domain::sessions,
    error::Error,
    live::socket::{
        self, READ_BUFFER_BYTES, READABLE_BYTES, WRITE_BUFFER_BYTES, WRITTEN_AT_ONCE_BYTES,
    },
};

/// Opens a socket. Whoever brings a token is asked now; whoever brings none says so in a frame.
pub(super) async fn open_socket(
    State(house): State<House>,
    parts: Parts,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Error> {
    let upgrade =
        upgrade.map_err(|_| Error::Malformed("This address speaks WebSocket only".to_owned()))?;
    let token = credentials(&parts, &house)?;
    if let Some(token) = &token {
        let _turn = house.hub.turnstile.acquire().await;
        sessions::resume(&house.readers, &house.recall, token).await?;
    }
    let Origin { ip, user_agent } = Origin::of(&parts, &house);
    let device = Box::new(sessions::Device { ip, user_agent });
    Ok(upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITTEN_AT_ONCE_BYTES)
        .max_write_buffer_size(WRITE_BUFFER_BYTES)
        .max_message_size(READABLE_BYTES)
        .max_frame_size(READABLE_BYTES)
        .on_upgrade(move |socket| {
            let sockets = house.sockets.clone();
            sockets.track_future(socket::attend(house, socket, token, device))
        }))
}

/// The token that came along. A browser sends its cookie from any page, so with one the page must
/// be ours; a bearer token is only sent by whoever means to.
fn credentials(parts: &Parts, house: &House) -> Result<Option<String>, Error> {
    let bearer = parts.headers.contains_key(header::AUTHORIZATION);
    let token = extract::token(&parts.headers);
    match &token {
        None if bearer => Err(Error::Unauthenticated),
        Some(_) if !bearer && guard::is_cross_site(house, parts) => Err(Error::CrossSite),
        _ => Ok(token),
    }
}
