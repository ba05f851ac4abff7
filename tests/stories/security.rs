//! What every answer carries, and whom the server believes.

use campfire_proto::ErrorCode;
use campfire_tests::{Answer, Method, PASSWORD, Person, StatusCode, TestCampfire};
use serde_json::json;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let answers = [
        ada.get("/api/rooms").await,
        campfire.stranger().get("/up").await,
        campfire.stranger().get("/api/rooms").await,
        campfire.stranger().get("/no/such/place").await,
    ];

    for answer in answers {
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'self'"), "{policy}");
        assert!(!policy.contains("'unsafe-eval'"), "{policy}");
        let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src"));
        assert!(!scripts.unwrap_or_default().contains("'unsafe-inline'"), "{policy}");
        assert!(policy.contains("object-src 'none'"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(answer.header("referrer-policy").is_some());
        assert!(
            policy.contains("frame-ancestors") || answer.header("x-frame-options").is_some(),
            "anybody may frame it"
        );
        assert!(answer.header("x-request-id").is_some_and(|id| !id.is_empty()));
    }
}

#[tokio::test]
async fn answers_to_the_signed_in_are_kept_by_no_cache() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    let answer = ada.get("/api/rooms").await;

    let caching = answer.header("cache-control").unwrap();
    assert!(
        caching.contains("no-store") || caching.contains("private") || caching.contains("no-cache")
    );
}

#[tokio::test]
async fn the_cookie_is_for_the_server_alone() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let body = json!({ "email": ada.email, "password": PASSWORD });

    let answer = campfire.stranger().post("/api/auth/login", body).await.is(StatusCode::OK);

    let cookie = answer.cookie().unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "over plain http it wouldn't come back: {cookie}");
    let seconds = cookie.split("Max-Age=").nth(1).unwrap().split(';').next().unwrap();
    assert!(seconds.parse::<u64>().unwrap() > 19 * 365 * 24 * 3600, "{cookie}");
}

#[tokio::test]
async fn over_tls_the_cookie_stays_on_tls() {
    let campfire = TestCampfire::start_with(|config| {
        config.public_url = Some("https://chat.example.com".to_owned());
    })
    .await;
    let body = json!({ "name": "Ada", "email": "ada@example.com", "password": PASSWORD });

    let answer = campfire.stranger().post("/api/setup", body).await.is(StatusCode::CREATED);

    assert!(answer.cookie().unwrap().contains("Secure"));
}

/// Asks with the cookie, as a browser would, and with whatever headers.
async fn browses(person: &Person, method: Method, headers: &[(&str, &str)]) -> Answer {
    let stranger = person.caller();
    let request = campfire_tests::caller::client();
    let url = format!("{}/api/rooms", stranger.site());
    let mut request = request.request(method.clone(), url).header("cookie", person.cookie());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if method == Method::POST {
        request = request.json(&json!({ "name": "Mine", "room_type": "closed" }));
    }
    stranger.asks(request).await
}

#[tokio::test]
async fn a_cookie_signs_a_browser_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    browses(&ada, Method::GET, &[]).await.is(StatusCode::OK);

    browses(&ada, Method::POST, &[]).await.is(StatusCode::CREATED);
    browses(&ada, Method::POST, &[("sec-fetch-site", "same-origin")]).await.is(StatusCode::CREATED);
    browses(&ada, Method::POST, &[("sec-fetch-site", "none")]).await.is(StatusCode::CREATED);
    let own = ada.caller().site();
    browses(&ada, Method::POST, &[("origin", &own)]).await.is(StatusCode::CREATED);
}

#[tokio::test]
async fn another_site_changes_nothing_with_the_cookie() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let own = ada.caller().site();
    let foreign: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", &own)],
        &[("origin", "https://evil.example.com")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
    ];

    for headers in foreign {
        let answer = browses(&ada, Method::POST, headers).await;
        answer.refuses_with(StatusCode::FORBIDDEN, ErrorCode::CrossSite);
    }

    assert_eq!(ada.all_rooms().await.len(), 1);
    browses(&ada, Method::GET, &[("sec-fetch-site", "cross-site")]).await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_token_in_the_header_comes_from_no_other_site() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let request = ada.caller().request(Method::POST, "/api/rooms");
    let request = request.header("sec-fetch-site", "cross-site");

    let answer = ada.caller().asks(request.json(&json!({ "name": "Mine", "room_type": "closed" })));

    answer.await.is(StatusCode::CREATED);
}

#[tokio::test]
async fn a_wrong_token_is_not_saved_by_a_right_cookie() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let wrong = campfire.holder_of("nobodys-token");

    let answer =
        wrong.asks(wrong.request(Method::GET, "/api/rooms").header("cookie", ada.cookie()));

    answer.await.is_unauthenticated();
}

#[tokio::test]
async fn without_signing_in_nothing_is_to_be_seen() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let door = campfire.stranger();

    for path in [
        "/api/auth/me".to_owned(),
        "/api/auth/sessions".to_owned(),
        "/api/user/profile".to_owned(),
        "/api/users".to_owned(),
        format!("/api/users/{}", ada.id),
        "/api/account".to_owned(),
        "/api/rooms".to_owned(),
        format!("/api/rooms/{room}"),
        format!("/api/rooms/{room}/messages"),
        "/api/search/messages?q=x".to_owned(),
        "/api/searches".to_owned(),
        "/api/sounds".to_owned(),
    ] {
        door.get(&path).await.is_unauthenticated();
    }
}

#[tokio::test]
async fn each_request_has_an_id_of_its_own() {
    let campfire = TestCampfire::start().await;
    let door = campfire.stranger();

    let first = door.get("/api/rooms").await.header("x-request-id").map(str::to_owned);
    let second = door.get("/api/rooms").await.header("x-request-id").map(str::to_owned);

    assert!(first.is_some() && first != second);
}

#[tokio::test]
async fn every_kind_of_answer_has_a_request_id() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let said = ada.tries_to_say(room, "hello").await;
    let message = said.holds::<campfire_proto::Message>();
    let form = ada.caller().request(Method::POST, "/api/rooms").body("name=x");
    let large = json!({ "content": "x".repeat(300 * 1024) });
    let answers = [
        (StatusCode::CREATED, said),
        (StatusCode::OK, ada.get("/api/rooms").await),
        (StatusCode::NO_CONTENT, ada.tries_to_take_back(&message).await),
        (StatusCode::BAD_REQUEST, ada.tries_to_read(room, "limit=x").await),
        (StatusCode::UNAUTHORIZED, campfire.stranger().get("/api/rooms").await),
        (StatusCode::NOT_FOUND, ada.get("/api/rooms/4711").await),
        (StatusCode::METHOD_NOT_ALLOWED, ada.delete("/api/rooms").await),
        (StatusCode::PAYLOAD_TOO_LARGE, ada.posts(room, large).await),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, ada.caller().asks(form).await),
        (StatusCode::UNPROCESSABLE_ENTITY, ada.tries_to_say(room, "").await),
    ];

    for (status, answer) in answers {
        let answer = answer.is(status);
        let id = answer.header("x-request-id");
        assert!(id.is_some_and(|id| !id.is_empty()), "{status} has none");
    }
}

#[tokio::test]
async fn a_browser_that_comes_back_keeps_its_cookie_for_another_twenty_years() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    for (method, path) in [(Method::GET, "/api/auth/me"), (Method::POST, "/api/auth/refresh")] {
        let door = campfire.stranger();
        let request = door.request(method, path).header("cookie", ada.cookie());
        let answer = door.asks(request).await.is(StatusCode::OK);
        let cookie = answer.cookie().unwrap();
        assert!(cookie.starts_with(&ada.cookie()), "the same token again");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
            assert!(cookie.contains(part), "{part} in {path}");
        }
    }

    assert!(ada.get("/api/auth/me").await.cookie().is_none(), "no browser, no cookie");
}

/// Otherwise anybody could guess at passwords without end, each time from another address.
#[tokio::test]
async fn who_is_no_trusted_proxy_is_not_believed_where_it_comes_from() {
    let campfire = TestCampfire::start_with(|_| {}).await;
    let ada = campfire.person("Ada").await;
    let door = campfire.stranger();
    let guesses = async |from: usize| {
        let request = door.request(Method::POST, "/api/auth/login");
        let request = request.header("x-forwarded-for", format!("203.0.113.{from}"));
        door.asks(request.json(&json!({ "email": ada.email, "password": "a guess" }))).await
    };
    for from in 0..10 {
        guesses(from).await.is(StatusCode::UNAUTHORIZED);
    }

    let eleventh = guesses(10).await;

    eleventh.refuses_with(StatusCode::TOO_MANY_REQUESTS, ErrorCode::RateLimited);
}
