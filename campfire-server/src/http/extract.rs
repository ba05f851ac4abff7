//! What a handler may ask for. Asking is what protects it: a handler that takes a [`Person`] can't
//! be reached by a bot or a stranger.

use std::net::{IpAddr, SocketAddr};

use axum::{
    body::Bytes,
    extract::{ConnectInfo, FromRequest, FromRequestParts, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use campfire_proto::{Role, SessionId, UserId};
use serde::{Serialize, de::DeserializeOwned};

use crate::{House, domain::sessions, error::Error};

/// The name of the cookie that browsers sign in with.
pub(super) const SESSION_COOKIE: &str = "session_token";

/// Somebody signed in: a person or a bot.
#[derive(Clone, Copy, Debug)]
pub(super) struct SignedIn {
    pub(super) id: UserId,
    pub(super) role: Role,
    /// None for a bot: its key is no session.
    pub(super) session: Option<SessionId>,
}

/// A person signed in; bots get a 403.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) id: UserId,
    pub(super) role: Role,
    pub(super) session: SessionId,
}

/// An administrator signed in. Operations ask again, inside their transaction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Administrator {
    pub(super) id: UserId,
}

/// Where a request comes from, as the session and the log remember it.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) ip: IpAddr,
    pub(super) user_agent: Option<String>,
}

impl FromRequestParts<House> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        let token = token(&parts.headers).ok_or(Error::Unauthenticated)?;
        Self::by_token(&token, parts, house).await
    }
}

impl SignedIn {
    /// Whoever the token belongs to. Their changes count towards their limit.
    pub(super) async fn by_token(token: &str, parts: &Parts, house: &House) -> Result<Self, Error> {
        let origin = Origin::of(parts, house);
        let caller = sessions::resume(&house.readers, &house.recall, token).await?;
        tracing::Span::current().record("person.id", caller.id.0);
        if let Some(session) = caller.stale_session() {
            // Hourly at most, so that reading costs no write.
            let touch =
                sessions::TouchSession { session, ip: origin.ip, user_agent: origin.user_agent };
            if let Err(cause) = house.writer.perform(touch).await {
                // Reading goes on where nothing can be written; the next request tries again.
                tracing::debug!(%cause, "a device's activity wasn't written down");
            }
        }
        if !parts.method.is_safe() {
            house.limiter.write(caller.id, origin.ip)?;
        }
        Ok(Self { id: caller.id, role: caller.role, session: caller.session })
    }
}

impl FromRequestParts<House> for Person {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        let SignedIn { id, role, session } = SignedIn::from_request_parts(parts, house).await?;
        let session = session.ok_or(Error::Forbidden("Bots can't do that"))?;
        Ok(Self { id, role, session })
    }
}

impl FromRequestParts<House> for Administrator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        let person = Person::from_request_parts(parts, house).await?;
        match person.role {
            Role::Administrator => Ok(Self { id: person.id }),
            Role::Member | Role::Bot => Err(Error::Forbidden("Only administrators can do that")),
        }
    }
}

impl FromRequestParts<House> for Origin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        Ok(Self::of(parts, house))
    }
}

impl Origin {
    /// The right-most address of `X-Forwarded-For` that isn't a proxy of ours, if the peer is one.
    pub(super) fn of(parts: &Parts, house: &House) -> Self {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(peer)| peer.ip().to_canonical());
        let trusted =
            |ip: IpAddr| house.config.trusted_proxies.iter().any(|network| network.contains(&ip));
        let ip = if trusted(peer) {
            let said = parts.headers.get_all("x-forwarded-for").into_iter();
            let said: Vec<IpAddr> = said
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .filter_map(|address| address.trim().parse::<IpAddr>().ok())
                .map(|address| address.to_canonical())
                .collect();
            said.into_iter().rev().find(|address| !trusted(*address)).unwrap_or(peer)
        } else {
            peer
        };
        let user_agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .map(|agent| agent.chars().take(512).collect());
        Self { ip, user_agent }
    }
}

/// A bearer token, else the cookie's. A wrong bearer token isn't saved by a right cookie.
pub(super) fn token(headers: &HeaderMap) -> Option<String> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let value = value.to_str().ok()?;
        let (scheme, token) = value.split_once(' ')?;
        return scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned());
    }
    let cookies = CookieJar::from_headers(headers);
    cookies.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned())
}

/// A JSON body, read strictly as JSON and kindly as an object: unknown fields are ignored.
#[derive(Debug)]
pub(super) struct Json<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<House> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, house: &House) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(Error::UnsupportedMediaType("Please send JSON (application/json)"));
        }
        let body = Bytes::from_request(request, house).await.map_err(|why| unreadable(&why))?;
        serde_json::from_slice(&body).map(Self).map_err(|cause| {
            Error::Malformed(format!("This isn't the JSON that is asked for: {cause}"))
        })
    }
}

/// A JSON body that may be missing altogether.
#[derive(Debug)]
pub(super) struct Optional<T>(pub(super) T);

impl<T: DeserializeOwned + Default> FromRequest<House> for Optional<T> {
    type Rejection = Error;

    async fn from_request(request: Request, house: &House) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let body = Bytes::from_request(request, house).await.map_err(|why| unreadable(&why))?;
        if body.is_empty() {
            return Ok(Self(T::default()));
        }
        let request = Request::from_parts(parts, body.into());
        Json::from_request(request, house).await.map(|Json(read)| Self(read))
    }
}

/// What to say of a body that can't be read to its end.
pub(super) fn unreadable(rejection: &BytesRejection) -> Error {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge("The body can't be larger than 256 KiB"),
        _ => Error::Malformed("The body ended before it was complete".to_owned()),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
        || (kind.to_ascii_lowercase().starts_with("application/")
            && kind.to_ascii_lowercase().ends_with("+json"))
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Ids in the path. What can't be an id names nothing: 404.
#[derive(Debug)]
pub(super) struct Path<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<House> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        let path = axum::extract::Path::from_request_parts(parts, house).await;
        path.map(|axum::extract::Path(path)| Self(path)).map_err(|_| Error::NotFound)
    }
}

/// The query string.
#[derive(Debug)]
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<House> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        let query = axum::extract::Query::from_request_parts(parts, house).await;
        query.map(|axum::extract::Query(query)| Self(query)).map_err(|rejection| {
            Error::Malformed(format!("A parameter can't be read: {}", rejection.body_text()))
        })
    }
}
