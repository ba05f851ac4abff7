//! A message sent twice exists once.

use std::collections::{HashMap, HashSet};

use campfire_proto::{ErrorCode, Message};
use campfire_tests::{StatusCode, TestCampfire, holds_for_all};
use proptest::{collection::vec, prelude::*};
use serde_json::json;

#[tokio::test]
async fn a_retry_is_answered_with_the_original() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    let first = ada.tries_to_say_once(room, "Hello?", "a-1").await;
    let retry = ada.tries_to_say_once(room, "Hello?", "a-1").await;
    let other_words = ada.tries_to_say_once(room, "Goodbye!", "a-1").await;

    let original: Message = first.is(StatusCode::CREATED).holds();
    assert_eq!(retry.is(StatusCode::OK).holds::<Message>(), original);
    assert_eq!(other_words.is(StatusCode::OK).holds::<Message>(), original);
    assert_eq!(ada.sees_in(room).await, ["Hello?"]);
}

#[tokio::test]
async fn a_retry_marks_nothing_unread_again() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.tries_to_say_once(room, "Hello?", "a-1").await.is(StatusCode::CREATED);
    grace.has_read(room).await.succeeds();

    ada.tries_to_say_once(room, "Hello?", "a-1").await.is(StatusCode::OK);

    assert!(!grace.membership_of(room).await.unread);
}

#[tokio::test]
async fn a_retry_after_a_restart_is_still_a_retry() {
    let mut campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let first = ada.tries_to_say_once(room, "Hello?", "a-1").await.holds::<Message>();

    campfire.restart().await;

    let retry = ada.tries_to_say_once(room, "Hello?", "a-1").await;
    assert_eq!(retry.is(StatusCode::OK).holds::<Message>(), first);
}

#[tokio::test]
async fn the_same_id_in_another_room_is_another_message() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let here = campfire.room_of(&[&ada]).await;
    let there = campfire.room_of(&[&ada]).await;

    ada.tries_to_say_once(here, "here", "a-1").await.is(StatusCode::CREATED);
    ada.tries_to_say_once(there, "there", "a-1").await.is(StatusCode::CREATED);

    assert_eq!(ada.sees_in(there).await, ["there"]);
}

#[tokio::test]
async fn another_authors_id_is_a_conflict_that_reveals_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.tries_to_say_once(room, "Ada's words", "a-1").await.is(StatusCode::CREATED);

    let answer = grace.tries_to_say_once(room, "Grace's words", "a-1").await;

    let answer = answer.refuses_with(StatusCode::CONFLICT, ErrorCode::Conflict);
    assert!(!answer.text().contains("Ada"));
    assert_eq!(ada.sees_in(room).await, ["Ada's words"]);
}

#[tokio::test]
async fn a_client_message_id_is_one_to_sixty_four_printable_characters() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    for id in ["", &"x".repeat(65), "é", "a\nb", "a\0b", "a\u{7f}"] {
        ada.tries_to_say_once(room, "hello", id).await.refuses("client_message_id");
    }

    ada.tries_to_say_once(room, "hello", &"~".repeat(64)).await.is(StatusCode::CREATED);
    let number = json!({ "content": "x", "client_message_id": 7 });
    assert!(ada.posts(room, number).await.status.is_client_error());
}

/// One of a burst: which id it carries, and which words.
fn posts() -> impl Strategy<Value = Vec<(u8, u8)>> {
    vec((0..6_u8, 0..4_u8), 1..24)
}

#[test]
fn deduplication_is_idempotent_under_any_interleaving() {
    holds_for_all(
        48,
        &posts(),
        async || {
            let campfire = TestCampfire::start().await;
            let ada = campfire.person("Ada").await;
            let phone = campfire.another_device_of(&ada).await;
            (campfire, ada, phone)
        },
        async |(campfire, ada, phone), posts| {
            let room = campfire.room_of(&[ada]).await;
            let sent = posts.iter().enumerate().map(async |(n, (id, words))| {
                let device = if n % 2 == 0 { ada } else { phone };
                let text = format!("words {words}");
                let answer = device.tries_to_say_once(room, &text, &format!("id-{id}")).await;
                (*id, answer)
            });

            let answers = futures::future::join_all(sent).await;

            let mut created = HashMap::<u8, u32>::new();
            let mut told = HashMap::<u8, HashSet<(i64, String)>>::new();
            for (id, answer) in answers {
                let new = u32::from(answer.status == StatusCode::CREATED);
                *created.entry(id).or_default() += new;
                let message: Message = answer.succeeds().holds();
                assert_eq!(message.client_message_id, format!("id-{id}"));
                told.entry(id).or_default().insert((message.id.0, message.content));
            }
            assert!(created.values().all(|times| *times == 1), "one is new: {created:?}");
            assert!(told.values().all(|told| told.len() == 1), "all hear the same: {told:?}");
            let there: HashSet<_> =
                ada.reads(room).await.messages.into_iter().map(|m| (m.id.0, m.content)).collect();
            assert_eq!(there, told.into_values().flatten().collect());
        },
    );
}
