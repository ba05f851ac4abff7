//! Around every request: its id, its log line, limits, bans, same origin, security headers.
//! Who may do what once it is let in is up to the handlers' extractors.

use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use campfire_proto::limits;
use futures::FutureExt;
use tracing::Instrument;
use uuid::Uuid;

use super::{
    extract::{Origin, SESSION_COOKIE},
    redact::redacted,
};
use crate::{House, domain::bans, error::Error};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a page may load: what this server serves, and nothing written into the page itself. Message
/// text can't become script even if a tag slipped through the sanitiser. `self` covers the socket.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// Two years, for this host alone: what else lives under its domain is none of our business.
const STRICT_TRANSPORT_SECURITY: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// What every answer carries, whoever made it.
const SECURITY_HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // Join and transfer links hold secrets in their path: other sites learn nothing of it.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), autoplay=(self)",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

pub(super) async fn around_every_request(
    State(house): State<House>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    // Ours alone: a client's own id could be made to look like somebody else's in the log.
    let id = Uuid::new_v4().simple().to_string();
    let span = tracing::info_span!(
        "request",
        request.id = id,
        method = %request.method(),
        path = %redacted(request.uri().path()),
        person.id = tracing::field::Empty,
    );
    let seen = Seen::of(&request);
    let mut response = async {
        let response = answer(&house, request, next).await;
        seen.write_down(&response, started.elapsed());
        response
    }
    .instrument(span)
    .await;

    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert(REQUEST_ID, id);
    }
    harden(headers, seen.is_api, house.config.served_over_tls());
    response
}

/// The answer to a request: a refusal, or the handler's.
async fn answer(house: &House, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if let Err(refusal) = admit(house, &parts).await {
        return refusal.into_response();
    }
    // A panic stays in its request. What it was about is in the log, by way of the panic hook.
    let answering = AssertUnwindSafe(next.run(Request::from_parts(parts, body))).catch_unwind();
    // What it asked of the writer may still happen when a request is given up, which is why messages
    // carry their sender's id: sent again, they exist once.
    match tokio::time::timeout(house.config.longest_request, answering).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            tracing::error!("a handler panicked; the request was given up");
            Error::Broken.into_response()
        }
        Err(_) => {
            tracing::warn!("a request took too long and was given up");
            Error::Busy.into_response()
        }
    }
}

/// Refuses what needs no handler to be refused.
async fn admit(house: &House, parts: &Parts) -> Result<(), Error> {
    if house.stopping.is_cancelled() {
        return Err(Error::Busy);
    }
    let origin = Origin::of(parts, house);
    house.limiter.request(origin.ip)?;
    // Said before the body is read, so that nobody sends a gigabyte to learn it.
    if content_length(&parts.headers).is_some_and(|bytes| bytes > limits::BODY_BYTES as u64) {
        return Err(Error::TooLarge("The body can't be larger than 256 KiB"));
    }
    if parts.method.is_safe() {
        return Ok(());
    }
    if has_cookie(&parts.headers) && is_cross_site(house, parts) {
        return Err(Error::CrossSite);
    }
    if bans::is_banned(&house.readers, &house.recall, origin.ip).await? {
        return Err(Error::Banned);
    }
    Ok(())
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether the browser signed this request in by itself. With an `Authorization` header the cookie
/// isn't looked at, and no other site can send one.
fn has_cookie(headers: &HeaderMap) -> bool {
    !headers.contains_key(header::AUTHORIZATION)
        && headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .any(|cookie| {
                cookie.trim().strip_prefix(SESSION_COOKIE).is_some_and(|it| it.starts_with('='))
            })
}

/// Whether a browser sends this on behalf of another site. Browsers say so in `Sec-Fetch-Site`, the
/// older ones in `Origin`; what says neither is no browser.
pub(super) fn is_cross_site(house: &House, parts: &Parts) -> bool {
    if let Some(site) = parts.headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    let mut origins = parts.headers.get_all(header::ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (None, _) => false,
        (Some(origin), None) => {
            let origin = origin.to_str().unwrap_or_default();
            origin != house.public_url && !names_host(origin, parts)
        }
        // Two origins are one too many to believe.
        (Some(_), Some(_)) => true,
    }
}

/// Whether an origin's host is the one that was asked for.
fn names_host(origin: &str, parts: &Parts) -> bool {
    let asked = match parts.uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()),
    };
    let (Some((scheme, named)), Some(asked)) = (origin.split_once("://"), asked) else {
        return false;
    };
    let usual_port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return false,
    };
    let bare = |host: &str| host.strip_suffix(usual_port).unwrap_or(host).to_ascii_lowercase();
    bare(named) == bare(asked)
}

fn harden(headers: &mut HeaderMap, is_api: bool, over_tls: bool) {
    for (name, value) in SECURITY_HEADERS {
        headers.entry(name).or_insert(value);
    }
    if over_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY);
    }
    if is_api {
        // What people say stays out of every cache on the way, unless a handler knows better.
        let no_store = HeaderValue::from_static("no-store");
        headers.entry(header::CACHE_CONTROL).or_insert(no_store);
    }
}

/// What is remembered of a request until it has been answered.
struct Seen {
    method: &'static str,
    /// As the route says it, with names for ids: there are only so many of these.
    route: String,
    is_api: bool,
    /// Asked so often, by machines or for pictures, that nobody wants to read of it.
    is_routine: bool,
}

impl Seen {
    fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map_or("other", MatchedPath::as_str);
        Self {
            method: known(request.method()),
            route: route.to_owned(),
            // What bots read under `/rooms/…` is as much the team's as the rest.
            is_api: path.starts_with("/api/") || route.starts_with("/rooms/"),
            is_routine: matches!(path, "/up" | "/health" | "/metrics")
                || path.starts_with("/assets/"),
        }
    }

    fn write_down(&self, response: &Response, duration: Duration) {
        let status = response.status().as_u16();
        let duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        if self.is_routine {
            tracing::debug!(status, duration_ms, "answered");
        } else {
            tracing::info!(status, duration_ms, "answered");
        }
        let (method, route) = (self.method, self.route.clone());
        metrics::counter!(
            "campfire_http_requests_total",
            "method" => method, "route" => route.clone(), "status" => status.to_string()
        )
        .increment(1);
        metrics::histogram!(
            "campfire_http_request_duration_seconds",
            "method" => method, "route" => route
        )
        .record(duration.as_secs_f64());
    }
}

/// A method's name; strangers may invent methods, and each would be a metric of its own.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests;
