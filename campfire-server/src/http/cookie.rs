//! The cookie that browsers stay signed in with.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use super::extract::SESSION_COOKIE;
use crate::House;

/// Asks the browser to keep the token: for twenty years, says the cookie; browsers make that about
/// one, which is why it is sent again whenever somebody comes back.
pub(super) fn remember(house: &House, token: &str) -> CookieJar {
    let mut cookie = empty(house);
    cookie.set_value(token.to_owned());
    cookie.make_permanent();
    CookieJar::new().add(cookie)
}

/// Asks the browser to drop the token.
pub(super) fn forget(house: &House) -> CookieJar {
    let mut cookie = empty(house);
    cookie.make_removal();
    CookieJar::new().add(cookie)
}

fn empty(house: &House) -> Cookie<'static> {
    Cookie::build(SESSION_COOKIE)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(house.config.served_over_tls())
        .build()
}

/// The token, if the caller is a browser that came with the cookie and with nothing else.
pub(super) struct ByCookie(Option<String>);

impl ByCookie {
    /// Sends the same cookie again, so that its years start anew.
    pub(super) fn renew(&self, house: &House) -> CookieJar {
        self.0.as_deref().map_or_else(CookieJar::new, |token| remember(house, token))
    }
}

impl FromRequestParts<House> for ByCookie {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _house: &House) -> Result<Self, Infallible> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        let cookies = CookieJar::from_headers(&parts.headers);
        Ok(Self(cookies.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned())))
    }
}
