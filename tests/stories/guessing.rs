//! Guessing who has an account: neither words nor time give it away.

use std::time::{Duration, Instant};

use campfire_tests::{Answer, PASSWORD, StatusCode, TestCampfire};
use serde_json::json;

const ATTEMPTS: usize = 4;

/// Hashing takes most of the time of an attempt: without it, one would take a tenth. So much room is
/// left for a machine that does other things.
const AS_LONG: u32 = 3;

/// What can be seen of an answer but for what is new each time.
fn seen(mut answer: Answer) -> (StatusCode, String, String) {
    answer.headers.remove("x-request-id");
    answer.headers.remove("date");
    (answer.status, format!("{:?}", answer.headers), answer.text())
}

#[tokio::test]
async fn an_address_that_is_known_is_refused_in_the_same_words_and_in_as_much_time() {
    let campfire = TestCampfire::start().await;
    let (ada, eve) = (campfire.person("Ada").await, campfire.person("Eve").await);
    let mallory = campfire.person("Mallory").await;
    ada.delete(format_args!("/api/users/{}", eve.id)).await.is(StatusCode::NO_CONTENT);
    ada.post(format_args!("/api/users/{}/ban", mallory.id), json!({})).await.succeeds();
    let robot = campfire.bot(&ada, "Robot").await;
    let door = campfire.stranger();
    let tries = async |email: &str, password: &str| {
        let begun = Instant::now();
        let body = json!({ "email": email, "password": password });
        let answer = door.post("/api/auth/login", body).await.is(StatusCode::UNAUTHORIZED);
        (seen(answer), begun.elapsed())
    };
    let strangers = [
        ("nobody@example.com", PASSWORD),
        (eve.email.as_str(), PASSWORD),
        (mallory.email.as_str(), PASSWORD),
        (robot.person.user.name.as_str(), ""),
        ("not an address", PASSWORD),
    ];

    let (mut known, mut unknown) = (Duration::ZERO, [Duration::ZERO; 5]);
    for _ in 0..ATTEMPTS {
        let (expected, took) = tries(&ada.email, "not her password").await;
        known += took;
        for ((email, password), total) in strangers.iter().zip(&mut unknown) {
            let (answer, took) = tries(email, password).await;
            assert_eq!(answer, expected, "{email}");
            *total += took;
        }
    }

    for ((email, _), took) in strangers.iter().zip(unknown) {
        assert!(took * AS_LONG > known, "{email} is refused in {took:?}, a known one in {known:?}");
        assert!(took < known * AS_LONG, "{email} is refused in {took:?}, a known one in {known:?}");
    }
}

#[tokio::test]
async fn without_the_join_code_nobody_learns_whose_address_is_taken() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let door = campfire.stranger();
    let join = async |email: &str| {
        let body = json!({ "name": "Eve", "email": email, "password": PASSWORD,
            "join_code": "aaaa-bbbb-cccc" });
        seen(door.post("/api/auth/register", body).await.is(StatusCode::FORBIDDEN))
    };

    assert_eq!(join(&ada.email).await, join("nobody@example.com").await);
}
