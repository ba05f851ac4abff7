//! A clock that jumps back: machines' clocks are set, and what was said before then lies in the future.

use campfire_proto::{MessageId, ServerFrame};
use campfire_tests::{StatusCode, TestCampfire};

/// All that has happened until now happened tomorrow.
const TOMORROW: &str = "
    update messages set created_at = created_at + 86400000, updated_at = updated_at + 86400000;
    update rooms set created_at = created_at + 86400000, updated_at = updated_at + 86400000;
    update users set created_at = created_at + 86400000, updated_at = updated_at + 86400000;
    update sessions set created_at = created_at + 86400000,
        last_active_at = last_active_at + 86400000";

#[tokio::test]
async fn messages_stay_in_the_order_in_which_they_were_said() {
    let campfire = TestCampfire::start().await;
    let (ada, grace) = (campfire.person("Ada").await, campfire.person("Grace").await);
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.says(room, "before one").await;
    let before: MessageId = ada.says(room, "before two").await.id;
    campfire.stage(TOMORROW).await;

    ada.says(room, "after one").await;
    ada.says(room, "after two").await;

    let all = ["before one", "before two", "after one", "after two"];
    assert_eq!(grace.sees_in(room).await, all);
    let page = grace.reads_page(room, &format!("after={before}")).await;
    let after: Vec<_> = page.messages.iter().map(|message| message.content.as_str()).collect();
    assert_eq!(after, all[2..]);
    let missed = grace.connects().await.follow(room, Some(before)).await;
    let missed = missed.iter().filter_map(|frame| match frame {
        ServerFrame::MessageCreated { message } => Some(message.content.as_str()),
        _ => None,
    });
    assert_eq!(missed.collect::<Vec<_>>(), all[2..]);
}

#[tokio::test]
async fn who_is_signed_in_stays_so() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    campfire.stage(TOMORROW).await;

    ada.get("/api/auth/me").await.is(StatusCode::OK);
    ada.post("/api/auth/refresh", ().into()).await.succeeds();
    let elsewhere = campfire.another_device_of(&ada).await;

    elsewhere.get("/api/auth/sessions").await.is(StatusCode::OK);
    ada.get("/api/rooms").await.is(StatusCode::OK);
}
