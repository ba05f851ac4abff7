//! The door to the WebSocket. What is said through it lives in `live::socket`.

use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderMap, Uri, header},
    response::Response,
};

use super::extract;
use crate::{
    House,
    domain::sessions,
    error::Error,
    live::socket::{self, BUFFER_BYTES, READABLE_BYTES, WRITE_BUFFER_BYTES},
};

/// Opens a socket. Whoever brings a token is asked now; whoever brings none says so in a frame.
pub(super) async fn open_socket(
    State(house): State<House>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Error> {
    let upgrade = upgrade
        .map_err(|_| Error::Malformed("This address speaks WebSocket only".to_owned()))?;
    let token = credentials(&headers, &house)?;
    if let Some(token) = &token {
        let _turn = house.hub.turnstile.acquire().await;
        sessions::resume(&house.readers, token).await?;
    }
    Ok(upgrade
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        .max_write_buffer_size(WRITE_BUFFER_BYTES)
        .max_message_size(READABLE_BYTES)
        .max_frame_size(READABLE_BYTES)
        .on_upgrade(move |socket| {
            let sockets = house.sockets.clone();
            sockets.track_future(socket::attend(house, socket, token))
        }))
}

/// The token that came along. A browser sends its cookie from any page, so with one the page must
/// be ours; a bearer token is only sent by whoever means to.
fn credentials(headers: &HeaderMap, house: &House) -> Result<Option<String>, Error> {
    let bearer = headers.contains_key(header::AUTHORIZATION);
    let token = extract::token(headers);
    match &token {
        None if bearer => Err(Error::Unauthenticated),
        Some(_) if !bearer && !is_ours(headers, house) => Err(Error::CrossSite),
        _ => Ok(token),
    }
}

/// Whether the page that asks was served by us. Programs that aren't browsers send no origin.
fn is_ours(headers: &HeaderMap, house: &House) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    if origin == house.public_url {
        return true;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let page: Option<Uri> = origin.parse().ok();
    let page = page.as_ref().and_then(Uri::authority);
    match (page, host) {
        (Some(page), Some(host)) => page.as_str().eq_ignore_ascii_case(host),
        _ => false,
    }
}
