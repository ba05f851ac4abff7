//! A clock that was ahead and has been set back: what is in the file seems to come from the future.
//! Nobody is signed out, and what is said next comes last.

use campfire_proto::{
    SearchPage, ServerFrame, Timestamp, search::RecentSearches, session::Sessions,
};
use campfire_tests::{StatusCode, TestCampfire};
use serde_json::json;

/// Everything in the file is three days younger than the clock believes.
const SET_BACK: &str = "
    update messages set created_at = created_at + 259200000, updated_at = updated_at + 259200000;
    update boosts set created_at = created_at + 259200000;
    update rooms set created_at = created_at + 259200000, updated_at = updated_at + 259200000,
        last_message_at = last_message_at + 259200000;
    update memberships set created_at = created_at + 259200000;
    update users set created_at = created_at + 259200000, updated_at = updated_at + 259200000;
    update searches set created_at = created_at + 259200000;
    update sessions set created_at = created_at + 259200000,
        last_active_at = last_active_at + 259200000;";

#[tokio::test]
async fn after_the_clock_was_set_back_what_is_said_next_comes_last() {
    let campfire = TestCampfire::start().await;
    let (ada, grace) = (campfire.person("Ada").await, campfire.person("Grace").await);
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.says(room, "first words").await;
    let second = ada.says(room, "second words").await;
    campfire.stage(SET_BACK).await;
    let mut ears = grace.connects().await;

    let third = ada.says(room, "third words").await;

    assert!(third.created_at < ada.looks_at(second.id).await.created_at, "the clock was set back");
    assert_eq!(grace.sees_in(room).await, ["first words", "second words", "third words"]);
    let missed = ears.follow(room, Some(second.id)).await;
    assert!(missed.iter().any(
        |frame| matches!(frame, ServerFrame::MessageCreated { message } if message.id == third.id)
    ));
    assert_eq!(grace.membership_of(room).await.unread_count, 3);
    let found: SearchPage = grace.get("/api/search/messages?q=words&sort=recent").await.holds();
    assert_eq!(found.results[0].message.id, third.id);
    // Edited meanwhile, and by the clock before it was said.
    let edited = ada.edits(&second, "second thoughts").await;
    let missed = ears.follow(room, Some(third.id)).await;
    assert!(missed.contains(&ServerFrame::MessageUpdated { message: edited }));
}

#[tokio::test]
async fn after_the_clock_was_set_back_everybody_is_still_signed_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let phone = campfire.another_device_of(&ada).await;

    campfire.stage(SET_BACK).await;

    for device in [&ada, &phone] {
        device.get("/api/auth/me").await.is(StatusCode::OK);
        device.post("/api/auth/refresh", json!({})).await.is(StatusCode::OK);
        device.connects().await;
    }
    let devices: Sessions = ada.get("/api/auth/sessions").await.holds();
    let active = devices.sessions.iter().all(|device| device.last_active_at <= Timestamp::now());
    assert!(active, "who refreshes is as active as the clock says");
    let link = ada.post("/api/auth/transfer", json!({})).await.is(StatusCode::OK).json();
    let token = link["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let follows = campfire.stranger().put("/api/auth/transfer", json!({ "token": token })).await;
    follows.is(StatusCode::OK);
}

#[tokio::test]
async fn after_the_clock_was_set_back_the_newest_search_is_still_on_top() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    for number in 0..10 {
        ada.searches(&format!("word{number}")).await;
    }
    campfire.stage(SET_BACK).await;

    ada.searches("the newest").await;

    let searches: RecentSearches = ada.get("/api/searches").await.holds();
    assert_eq!((searches.searches.len(), &*searches.searches[0].query), (10, "the newest"));
}
