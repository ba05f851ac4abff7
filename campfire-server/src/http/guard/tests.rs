//! What the guard lets through, refuses, and adds, around handlers that do as they are told.

use std::{net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::StatusCode,
    middleware,
    routing::{get, post},
};
use tower::ServiceExt;

use super::*;
use crate::{Server, config::Config};

/// A house with a few doors that misbehave.
struct Guarded {
    house: House,
    doors: Router,
    _folder: tempfile::TempDir,
}

impl Guarded {
    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::on_free_port(folder.path().join("campfire.sqlite3"));
        change(&mut config);
        let house = House::clone(Server::bind(config).await.unwrap().house());
        let doors = Router::new()
            .route("/fine", get(async || "fine").post(async || "fine"))
            .route("/api/fine", get(async || "fine"))
            .route("/panics", get(async || -> &str { panic!("on purpose") }))
            .route("/never", get(async || std::future::pending::<&str>().await))
            .route("/reads", post(async |body: Bytes| body.len().to_string()))
            .layer(middleware::from_fn_with_state(House::clone(&house), around_every_request))
            .with_state(House::clone(&house));
        Self { house, doors, _folder: folder }
    }

    /// Asks from a public address.
    async fn ask(&self, mut request: Request) -> Response {
        let peer = ConnectInfo(SocketAddr::from(([203, 0, 113, 7], 4711)));
        request.extensions_mut().insert(peer);
        self.doors.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }
}

fn change(headers: &[(&str, &str)]) -> Request {
    let mut request = Request::post("/fine").header("host", "chat.example.com");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

async fn code_of(response: Response) -> String {
    let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    body["error"]["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_answer_has_an_id_of_ours_and_the_security_headers() {
    let guarded = Guarded::with(|_| {}).await;
    let request = Request::get("/fine").header(REQUEST_ID, "mine").body(Body::empty()).unwrap();

    let response = guarded.ask(request).await;

    let headers = response.headers();
    assert_eq!(headers[REQUEST_ID].len(), 32);
    for (name, value) in SECURITY_HEADERS {
        assert_eq!(headers[&name], value);
    }
    assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    assert!(!headers.contains_key(header::CACHE_CONTROL));
    assert_eq!(guarded.get("/api/fine").await.headers()[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn browsers_are_told_to_insist_on_tls_only_where_there_is_tls() {
    let https = |config: &mut Config| config.public_url = Some("https://chat.example.com".into());
    let over_tls = Guarded::with(https).await;
    let without = Guarded::with(|config| {
        https(config);
        config.disable_ssl = true;
    })
    .await;

    let hsts = header::STRICT_TRANSPORT_SECURITY;
    assert!(over_tls.get("/fine").await.headers().contains_key(&hsts));
    assert!(!without.get("/fine").await.headers().contains_key(&hsts));
}

#[tokio::test]
async fn a_panic_stays_in_its_request() {
    let guarded = Guarded::with(|_| {}).await;

    let response = guarded.get("/panics").await;

    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(response.headers().contains_key(REQUEST_ID));
    assert_eq!(code_of(response).await, "internal");
    assert_eq!(guarded.get("/fine").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_request_that_never_ends_is_given_up() {
    let guarded = Guarded::with(|config| config.longest_request = Duration::from_millis(20)).await;

    let response = guarded.get("/never").await;

    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.headers()[header::RETRY_AFTER], "1");
}

#[tokio::test]
async fn a_server_that_stops_says_so() {
    let guarded = Guarded::with(|_| {}).await;
    guarded.house.stopping.cancel();

    let response = guarded.get("/fine").await;

    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(code_of(response).await, "busy");
}

#[tokio::test]
async fn one_request_too_many_is_refused() {
    let guarded = Guarded::with(|config| config.limits.requests_per_address = 2).await;
    guarded.get("/fine").await;
    guarded.get("/fine").await;

    let response = guarded.get("/fine").await;

    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(response.headers().contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_not_read() {
    let guarded = Guarded::with(|_| {}).await;
    let request = Request::post("/reads")
        .header(header::CONTENT_LENGTH, limits::BODY_BYTES + 1)
        .body(Body::from("short"))
        .unwrap();

    let response = guarded.ask(request).await;

    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(code_of(response).await, "too_large");
}

#[tokio::test]
async fn a_change_by_cookie_must_come_from_the_same_site() {
    let guarded = Guarded::with(|config| {
        config.public_url = Some("https://public.example.com".into());
    })
    .await;
    let cookie = ("cookie", "session_token=x");

    for (headers, allowed) in [
        (vec![cookie], true),
        (vec![cookie, ("sec-fetch-site", "same-origin")], true),
        (vec![cookie, ("sec-fetch-site", "none")], true),
        (vec![cookie, ("sec-fetch-site", "same-site")], false),
        (vec![cookie, ("sec-fetch-site", "cross-site")], false),
        // What the newer header says counts.
        (
            vec![cookie, ("sec-fetch-site", "cross-site"), ("origin", "https://chat.example.com")],
            false,
        ),
        (vec![cookie, ("origin", "https://chat.example.com")], true),
        (vec![cookie, ("origin", "https://public.example.com")], true),
        (vec![cookie, ("origin", "https://evil.example.com")], false),
        (vec![cookie, ("origin", "null")], false),
        (
            vec![cookie, ("origin", "https://chat.example.com"), ("origin", "https://evil.com")],
            false,
        ),
        // No other site can send a bearer token, and without a cookie there is nothing to steal.
        (vec![cookie, ("authorization", "Bearer x"), ("sec-fetch-site", "cross-site")], true),
        (vec![("sec-fetch-site", "cross-site")], true),
    ] {
        let response = guarded.ask(change(&headers)).await;
        assert_eq!(response.status() == StatusCode::OK, allowed, "{headers:?}");
        assert!(allowed || code_of(response).await == "cross_site");
    }
}

#[tokio::test]
async fn reading_across_sites_is_up_to_the_browser() {
    let guarded = Guarded::with(|_| {}).await;
    let request = Request::get("/fine")
        .header("cookie", "session_token=x")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .unwrap();

    assert_eq!(guarded.ask(request).await.status(), StatusCode::OK);
}

fn asked_at(host: &str) -> Parts {
    Request::post("/").header("host", host).body(Body::empty()).unwrap().into_parts().0
}

#[test]
fn an_origin_names_the_host_with_or_without_its_usual_port() {
    for (origin, host, same) in [
        ("https://chat.example.com", "chat.example.com", true),
        ("https://chat.example.com", "CHAT.example.com:443", true),
        ("http://127.0.0.1:3000", "127.0.0.1:3000", true),
        ("http://127.0.0.1", "127.0.0.1:3000", false),
        ("https://evil.example.com", "chat.example.com", false),
        ("https://chat.example.com.evil.com", "chat.example.com", false),
        ("null", "chat.example.com", false),
        ("file://chat.example.com", "chat.example.com", false),
        ("", "", false),
    ] {
        assert_eq!(names_host(origin, &asked_at(host)), same, "{origin} at {host}");
    }
}

#[test]
fn only_the_session_cookie_signs_in() {
    let cookie = |text: &'static str| {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(text))])
    };

    assert!(has_cookie(&cookie("a=b; session_token=x")));
    assert!(!has_cookie(&cookie("a=session_token=x")));
    assert!(!has_cookie(&cookie("session_token_old=x")));
    let mut both = cookie("session_token=x");
    both.insert(header::AUTHORIZATION, HeaderValue::from_static("Bearer y"));
    assert!(!has_cookie(&both));
}

/// A ban is the house's business; that its addresses can't change anything is the guard's.
#[tokio::test]
async fn a_banned_address_reads_and_changes_nothing() {
    let guarded = Guarded::with(|_| {}).await;
    let banned = guarded.house.writer.perform(BanThisAddress).await;
    banned.unwrap();

    let response = guarded.ask(change(&[])).await;

    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(code_of(response).await, "banned");
    assert_eq!(guarded.get("/fine").await.status(), StatusCode::OK);
}

struct BanThisAddress;

impl crate::domain::Operation for BanThisAddress {
    type Outcome = ();

    async fn perform(self, tx: &mut crate::domain::Tx<'_>) -> Result<(), Error> {
        sqlx::query(
            "insert into users (name, created_at, updated_at) values ('Mallory', 0, 0);
             insert into bans (user_id, ip, created_at) values (1, '203.0.113.7', 0)",
        )
        .execute(&mut *tx.conn)
        .await?;
        Ok(())
    }
}
