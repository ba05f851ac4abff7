//! The devices somebody is signed in on, and how activity is written down.

use campfire_proto::{Timestamp, session::Sessions};
use campfire_tests::{Method, Person, StatusCode, TestCampfire};

async fn devices_of(person: &Person) -> Sessions {
    person.get("/api/auth/sessions").await.is(StatusCode::OK).holds()
}

#[tokio::test]
async fn the_devices_are_listed_and_the_one_that_asks_is_marked() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let phone = campfire.another_device_of(&ada).await;
    campfire.person("Grace").await;

    let devices = devices_of(&phone).await.sessions;

    assert_eq!(devices.len(), 2);
    assert_eq!(devices.iter().filter(|device| device.current).count(), 1);
    assert!(devices.iter().all(|device| device.ip.as_deref() == Some("127.0.0.1")));
}

#[tokio::test]
async fn one_device_signs_another_out() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let phone = campfire.another_device_of(&ada).await;
    let sessions = devices_of(&ada).await.sessions;
    let phone_id = sessions.iter().find(|device| !device.current).unwrap().id;

    ada.delete(format_args!("/api/auth/sessions/{phone_id}")).await.is(StatusCode::NO_CONTENT);

    phone.get("/api/auth/me").await.is_unauthenticated();
    assert_eq!(devices_of(&ada).await.sessions.len(), 1);
}

#[tokio::test]
async fn nobody_signs_somebody_elses_device_out() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let hers = devices_of(&grace).await.sessions[0].id;

    ada.delete(format_args!("/api/auth/sessions/{hers}")).await.is_not_found();

    grace.get("/api/auth/me").await.is(StatusCode::OK);
}

/// Scenario 9.
#[tokio::test]
async fn activity_is_written_down_once_an_hour() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let started = Timestamp::now();
    campfire.stage("update sessions set last_active_at = last_active_at - 59 * 60 * 1000").await;

    let before_the_hour = devices_of(&ada).await.sessions.remove(0);
    campfire.stage("update sessions set last_active_at = last_active_at - 2 * 60 * 1000").await;
    let request = ada.caller().request(Method::GET, "/api/auth/me");
    ada.caller().asks(request.header("user-agent", "Difference Engine/2")).await.is(StatusCode::OK);
    let after_the_hour = devices_of(&ada).await.sessions.remove(0);

    assert!(before_the_hour.last_active_at < started);
    assert!(after_the_hour.last_active_at >= started);
    assert_eq!(after_the_hour.user_agent.as_deref(), Some("Difference Engine/2"));
}

#[tokio::test]
async fn refreshing_says_that_somebody_is_there() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let started = Timestamp::now();
    campfire.stage("update sessions set last_active_at = last_active_at - 60 * 1000").await;

    ada.post("/api/auth/refresh", serde_json::json!({})).await.is(StatusCode::OK);

    assert!(devices_of(&ada).await.sessions[0].last_active_at >= started);
}

#[tokio::test]
async fn a_session_outlives_the_server() {
    let mut campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    campfire.restart().await;

    ada.get("/api/auth/me").await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_token_that_is_nobodys_signs_nobody_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let nearly = format!("{}x", &ada.token[..ada.token.len() - 1]);

    for token in ["", "x", "12-abcdefghijkl", &nearly] {
        campfire.holder_of(token).get("/api/auth/me").await.is_unauthenticated();
    }

    campfire.stranger().get("/api/auth/me").await.is_unauthenticated();
}
