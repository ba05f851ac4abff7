//! Bans: a person and the addresses they came from, until the ban is lifted.

use campfire_proto::{ErrorCode, Status, User};
use campfire_tests::{Answer, Method, PASSWORD, Person, StatusCode, TestCampfire};
use serde_json::{Value, json};

const HERS: &str = "203.0.113.7";
const ELSEWHERE: &str = "203.0.113.8";

/// A server that believes what this machine says about where a request comes from.
async fn behind_a_proxy() -> TestCampfire {
    TestCampfire::start_with(|config| {
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        config.limits.sign_in_attempts = 100_000;
    })
    .await
}

async fn signs_in_from(campfire: &TestCampfire, address: &str, person: &Person) -> Answer {
    let body = json!({ "email": person.email, "password": PASSWORD });
    from(campfire, address, Method::POST, "/api/auth/login", &body).await
}

async fn from(
    campfire: &TestCampfire,
    address: &str,
    method: Method,
    path: &str,
    body: &Value,
) -> Answer {
    let door = campfire.stranger();
    let request = door.request(method, path).header("x-forwarded-for", address).json(body);
    door.asks(request).await
}

async fn bans(administrator: &Person, person: &Person) {
    let path = format!("/api/users/{}/ban", person.id);
    administrator.post(path, json!({})).await.succeeds();
}

/// Scenario 84.
#[tokio::test]
async fn who_is_banned_is_signed_out_and_what_they_said_is_gone() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada, &eve]).await;
    let direct = campfire.direct(&ada, &eve).await;
    ada.says(room, "welcome").await;
    eve.says(room, "rude words").await;
    eve.says(direct, "more rude words").await;

    bans(&ada, &eve).await;

    eve.get("/api/auth/me").await.is_unauthenticated();
    assert_eq!(ada.sees_in(room).await, ["welcome"]);
    assert!(ada.sees_in(direct).await.is_empty());
    assert!(ada.finds("rude").await.is_empty());
    let login = json!({ "email": eve.email, "password": PASSWORD });
    campfire.stranger().post("/api/auth/login", login).await.is(StatusCode::UNAUTHORIZED);
}

/// Scenario 84: the address.
#[tokio::test]
async fn nobody_writes_from_a_banned_address_and_everybody_may_read() {
    let campfire = behind_a_proxy().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    signs_in_from(&campfire, HERS, &eve).await.is(StatusCode::OK);

    bans(&ada, &eve).await;

    let refused = signs_in_from(&campfire, HERS, &ada).await;
    refused.refuses_with(StatusCode::TOO_MANY_REQUESTS, ErrorCode::Banned);
    from(&campfire, HERS, Method::GET, "/api/setup", &json!({})).await.is(StatusCode::OK);
    signs_in_from(&campfire, ELSEWHERE, &ada).await.is(StatusCode::OK);
}

/// Scenario 84: and back.
#[tokio::test]
async fn a_ban_that_is_lifted_lets_person_and_address_in_again() {
    let campfire = behind_a_proxy().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    signs_in_from(&campfire, HERS, &eve).await.is(StatusCode::OK);
    bans(&ada, &eve).await;

    ada.delete(format_args!("/api/users/{}/ban", eve.id)).await.succeeds();

    signs_in_from(&campfire, HERS, &eve).await.is(StatusCode::OK);
    let user: User = ada.get(format_args!("/api/users/{}", eve.id)).await.holds();
    assert_eq!(user.status, Status::Active);
}

#[tokio::test]
async fn addresses_that_many_share_are_never_banned() {
    let campfire = behind_a_proxy().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    let private =
        ["10.1.2.3", "192.168.1.5", "127.0.0.1", "169.254.3.4", "::1", "fd00::1", "fe80::1"];
    for address in private {
        signs_in_from(&campfire, address, &eve).await.is(StatusCode::OK);
    }

    bans(&ada, &eve).await;

    for address in private {
        signs_in_from(&campfire, address, &ada).await.is(StatusCode::OK);
    }
}

#[tokio::test]
async fn a_ban_outlives_the_server() {
    let mut campfire = behind_a_proxy().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    signs_in_from(&campfire, HERS, &eve).await.is(StatusCode::OK);
    bans(&ada, &eve).await;

    campfire.restart().await;

    signs_in_from(&campfire, HERS, &ada).await.is(StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn only_who_is_banned_can_be_unbanned() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let answer = ada.delete(format_args!("/api/users/{}/ban", grace.id)).await;

    answer.conflicts();
}
