//! Signing in and out, joining, and how often one may try.

use campfire_proto::{ErrorCode, Role, Status, session::SignedIn};
use campfire_tests::{Method, PASSWORD, StatusCode, TestCampfire};
use serde_json::{Value, json};

fn credentials(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

/// Scenario 5.
#[tokio::test]
async fn signing_in_starts_a_session_and_sets_the_cookie() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let body = credentials(&ada.email, PASSWORD);

    let answer = campfire.stranger().post("/api/auth/login", body).await.is(StatusCode::OK);

    let signed_in: SignedIn = answer.holds();
    assert_eq!(signed_in.user.id, ada.id);
    assert_ne!(signed_in.token, ada.token);
    let cookie = answer.cookie().unwrap();
    assert!(cookie.starts_with(&format!("session_token={};", signed_in.token)), "{cookie}");
    let sessions = ada.get("/api/auth/sessions").await.json();
    assert_eq!(sessions["sessions"].as_array().unwrap().len(), 2);
}

/// Scenario 6.
#[tokio::test]
async fn a_wrong_password_and_an_unknown_email_get_the_same_answer() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let door = campfire.stranger();

    let wrong = door.post("/api/auth/login", credentials(&ada.email, "not her password")).await;
    let unknown = door.post("/api/auth/login", credentials("eve@example.com", PASSWORD)).await;

    assert!(wrong.cookie().is_none());
    let wrong = wrong.refuses_with(StatusCode::UNAUTHORIZED, ErrorCode::InvalidCredentials);
    let unknown = unknown.refuses_with(StatusCode::UNAUTHORIZED, ErrorCode::InvalidCredentials);
    assert_eq!(wrong.body, unknown.body);
}

#[tokio::test]
async fn email_addresses_ignore_case_and_space_around_them() {
    let campfire = TestCampfire::start().await;
    campfire.person("Ada").await;
    let body = credentials("  ADA@Example.COM ", PASSWORD);

    let answer = campfire.stranger().post("/api/auth/login", body).await;

    answer.is(StatusCode::OK);
}

/// Scenario 7.
#[tokio::test]
async fn the_eleventh_attempt_in_three_minutes_is_refused_even_if_right() {
    let campfire = TestCampfire::start_with(|_| {}).await;
    let ada = campfire.person("Ada").await;
    let door = campfire.stranger();
    for _ in 0..10 {
        let wrong = credentials(&ada.email, "not her password");
        door.post("/api/auth/login", wrong).await.is(StatusCode::UNAUTHORIZED);
    }

    let eleventh = door.post("/api/auth/login", credentials(&ada.email, PASSWORD)).await;

    eleventh.refuses_with(StatusCode::TOO_MANY_REQUESTS, ErrorCode::RateLimited);
    ada.get("/api/auth/me").await.is(StatusCode::OK);
}

#[tokio::test]
async fn right_attempts_count_as_well() {
    let campfire = TestCampfire::start_with(|_| {}).await;
    let ada = campfire.person("Ada").await;
    let door = campfire.stranger();

    for _ in 0..10 {
        door.post("/api/auth/login", credentials(&ada.email, PASSWORD)).await.is(StatusCode::OK);
    }

    let eleventh = door.post("/api/auth/login", credentials(&ada.email, PASSWORD)).await;
    eleventh.refuses_with(StatusCode::TOO_MANY_REQUESTS, ErrorCode::RateLimited);
}

#[tokio::test]
async fn attempts_are_counted_for_each_address() {
    let campfire = TestCampfire::start_with(|config| {
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    })
    .await;
    let ada = campfire.person("Ada").await;
    let from = |address: &str| {
        let door = campfire.stranger();
        let request = door.request(Method::POST, "/api/auth/login");
        let request = request.header("x-forwarded-for", address);
        let request = request.json(&credentials(&ada.email, "not her password"));
        async move { door.asks(request).await }
    };
    for _ in 0..10 {
        from("203.0.113.7").await.is(StatusCode::UNAUTHORIZED);
    }

    // What a client writes into the header itself stands further left, and counts for nothing.
    from("198.51.100.1, 203.0.113.7").await.is(StatusCode::TOO_MANY_REQUESTS);
    from("203.0.113.8").await.is(StatusCode::UNAUTHORIZED);
}

/// Scenario 8.
#[tokio::test]
async fn signing_out_ends_this_session_and_no_other() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let phone = campfire.another_device_of(&ada).await;

    let answer = ada.post("/api/auth/logout", json!({})).await.is(StatusCode::NO_CONTENT);

    let cookie = answer.cookie().unwrap();
    assert!(cookie.starts_with("session_token=;"), "the cookie goes: {cookie}");
    ada.get("/api/auth/me").await.is_unauthenticated();
    phone.get("/api/auth/me").await.is(StatusCode::OK);
}

/// Scenario 11.
#[tokio::test]
async fn who_joins_is_a_member_of_every_open_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let town_hall = campfire.open_room(&ada).await;
    let closed = campfire.room_of(&[&ada]).await;

    let grace = campfire.person("Grace").await;

    assert_eq!(grace.user.role, Role::Member);
    assert_eq!(grace.user.status, Status::Active);
    assert!(grace.has_in_the_list(town_hall).await);
    assert!(!grace.has_in_the_list(closed).await);
    let involvement = grace.membership_of(town_hall).await.involvement;
    assert_eq!(json!(involvement), json!("mentions"));
}

/// Scenario 12: with the contract's 403.
#[tokio::test]
async fn a_wrong_join_code_lets_nobody_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let body = json!({ "name": "Eve", "email": "eve@example.com", "password": PASSWORD,
        "join_code": "aaaa-bbbb-cccc" });

    let answer = campfire.stranger().post("/api/auth/register", body).await;

    answer.refuses_with(StatusCode::FORBIDDEN, ErrorCode::WrongJoinCode);
    let people = ada.get("/api/users").await.json();
    assert_eq!(people["users"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn wrong_join_codes_are_counted_and_right_ones_are_not() {
    let campfire = TestCampfire::start_with(|_| {}).await;
    campfire.person("Ada").await;
    for n in 0..12 {
        campfire.person(&format!("Colleague {n}")).await;
    }
    let guess = json!({ "name": "Eve", "email": "eve@example.com", "password": PASSWORD,
        "join_code": "aaaa-bbbb-cccc" });
    for _ in 0..10 {
        let guess = guess.clone();
        campfire.stranger().post("/api/auth/register", guess).await.is(StatusCode::FORBIDDEN);
    }

    let eleventh = campfire.stranger().post("/api/auth/register", guess).await;

    eleventh.refuses_with(StatusCode::TOO_MANY_REQUESTS, ErrorCode::RateLimited);
}

#[tokio::test]
async fn join_codes_ignore_case_and_hyphens() {
    let campfire = TestCampfire::start().await;
    campfire.person("Ada").await;
    let code = campfire.join_code().replace('-', "").to_uppercase();
    let body = json!({ "name": "Grace", "email": "grace@example.com", "password": PASSWORD,
        "join_code": code });

    let answer = campfire.stranger().post("/api/auth/register", body).await;

    answer.is(StatusCode::CREATED);
}

/// Scenario 13.
#[tokio::test]
async fn an_email_address_belongs_to_one_person() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let body = json!({ "name": "Another Ada", "email": "ADA@example.com ", "password": PASSWORD,
        "join_code": campfire.join_code() });

    let answer = campfire.stranger().post("/api/auth/register", body).await;

    answer.refuses("email");
    let people = ada.get("/api/users").await.json();
    assert_eq!(people["users"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn of_two_who_join_at_once_with_one_address_one_gets_in() {
    let campfire = TestCampfire::start().await;
    campfire.person("Ada").await;
    let join = || {
        let door = campfire.stranger();
        let body = json!({ "name": "Grace", "email": "grace@example.com", "password": PASSWORD,
            "join_code": campfire.join_code() });
        async move { door.post("/api/auth/register", body).await.status }
    };

    let (one, other) = tokio::join!(join(), join());

    let mut statuses = [one, other];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::UNPROCESSABLE_ENTITY]);
}

#[tokio::test]
async fn joining_asks_for_a_name_an_address_and_a_password() {
    let campfire = TestCampfire::start().await;
    campfire.person("Ada").await;
    let good = json!({ "name": "Grace", "email": "grace@example.com", "password": PASSWORD,
        "join_code": campfire.join_code() });
    let wrong = [
        ("name", json!("")),
        ("name", json!("Grace\nHopper")),
        ("email", json!("grace")),
        ("email", json!(format!("{}@example.com", "x".repeat(250)))),
        ("password", json!("short")),
    ];

    for (field, value) in wrong {
        let mut body = good.clone();
        body[field] = value;
        campfire.stranger().post("/api/auth/register", body).await.refuses(field);
    }

    campfire.stranger().post("/api/auth/register", good).await.is(StatusCode::CREATED);
}

#[tokio::test]
async fn a_long_password_counts_to_its_last_character() {
    let campfire = TestCampfire::start().await;
    campfire.person("Ada").await;
    let long = format!("{}y", "x".repeat(127));
    let body = json!({ "name": "Grace", "email": "grace@example.com", "password": long,
        "join_code": campfire.join_code() });
    campfire.stranger().post("/api/auth/register", body).await.is(StatusCode::CREATED);

    let cut = credentials("grace@example.com", &"x".repeat(127));
    let other = credentials("grace@example.com", &"x".repeat(128));

    campfire.stranger().post("/api/auth/login", cut).await.is(StatusCode::UNAUTHORIZED);
    campfire.stranger().post("/api/auth/login", other).await.is(StatusCode::UNAUTHORIZED);
    let right = credentials("grace@example.com", &long);
    campfire.stranger().post("/api/auth/login", right).await.is(StatusCode::OK);
}
