//! Whoever runs the server, and may look behind the scenes.

use std::net::IpAddr;

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, header, request::Parts},
};
use subtle::ConstantTimeEq;

use super::extract::{Origin, token};
use crate::{Campfire, House, error::Error};

/// Whoever may look behind the scenes without signing in: somebody on this machine, or with the
/// metrics token.
pub(super) struct Operator;

impl FromRequestParts<House> for Operator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        if is_this_machine(parts, Origin::of(parts, house).ip) || knows_token(parts, house) {
            return Ok(Self);
        }
        Err(Error::Forbidden("Only this machine may look here, or who has the metrics token"))
    }
}

/// A proxy on this machine that isn't in `TRUSTED_PROXIES` looks like this machine, but what it
/// forwards isn't. So whatever was forwarded counts as coming from outside.
fn is_this_machine(parts: &Parts, client: IpAddr) -> bool {
    const FORWARDED: [HeaderName; 2] =
        [HeaderName::from_static("x-forwarded-for"), header::FORWARDED];
    client.is_loopback() && !FORWARDED.iter().any(|name| parts.headers.contains_key(name))
}

fn knows_token(parts: &Parts, house: &Campfire) -> bool {
    let Some(expected) = &house.config.metrics_token else { return false };
    parts.headers.contains_key(header::AUTHORIZATION)
        && token(&parts.headers)
            .is_some_and(|given| given.as_bytes().ct_eq(expected.as_bytes()).into())
}
