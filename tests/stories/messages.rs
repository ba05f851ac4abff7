//! Saying things, changing them, taking them back.

use campfire_proto::{ErrorCode, Message};
use campfire_tests::{StatusCode, TestCampfire, holds_for_all};
use proptest::prelude::*;
use serde_json::json;

#[tokio::test]
async fn what_somebody_says_is_there_for_everyone_in_the_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    let message = ada.says(room, "It computes!").await;

    assert_eq!(message.content, "It computes!");
    assert_eq!(message.creator_id, ada.id);
    assert_eq!(message.room_id, room);
    assert!(!message.edited);
    assert!(!message.client_message_id.is_empty());
    assert_eq!(grace.reads(room).await.messages, std::slice::from_ref(&message));
    assert_eq!(grace.looks_at(message.id).await, message);
    assert_eq!(grace.room(room).await.last_message_at, Some(message.created_at));
}

/// Scenario 44.
#[tokio::test]
async fn an_edit_replaces_the_words_for_readers_and_for_search() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let message = ada.says(room, "the old words").await;

    let edited = ada.edits(&message, "something new").await;

    assert_eq!(edited.id, message.id);
    assert_eq!(edited.client_message_id, message.client_message_id);
    assert_eq!(edited.created_at, message.created_at);
    assert!(edited.edited);
    assert_eq!(grace.sees_in(room).await, ["something new"]);
    assert_eq!(grace.finds("something").await, ["something new"]);
    assert!(grace.finds("old").await.is_empty());
}

/// Scenario 45.
#[tokio::test]
async fn only_authors_and_administrators_in_the_room_change_a_message() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.room_of(&[&grace, &joan, &ada]).await;
    let message = grace.says(room, "mine").await;

    joan.tries_to_edit(&message, "hers").await.is_forbidden();
    joan.tries_to_take_back(&message).await.is_forbidden();
    assert_eq!(ada.edits(&message, "moderated").await.creator_id, grace.id);
    ada.takes_back(&message).await;

    assert!(grace.sees_in(room).await.is_empty());
}

#[tokio::test]
async fn an_administrator_outside_the_room_has_no_say_in_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&grace]).await;
    let message = grace.says(room, "mine").await;

    ada.tries_to_edit(&message, "moderated").await.is_not_found();
    ada.tries_to_take_back(&message).await.is_not_found();

    assert_eq!(grace.sees_in(room).await, ["mine"]);
}

/// Scenario 46.
#[tokio::test]
async fn a_deleted_message_is_gone_from_everywhere() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let message = ada.says(room, "ephemeral").await;
    let boost = ada.boosts(&message, "👍").await;

    ada.takes_back(&message).await;

    assert!(ada.sees_in(room).await.is_empty());
    assert!(ada.finds("ephemeral").await.is_empty());
    ada.get(format_args!("/api/messages/{}", message.id)).await.is_not_found();
    ada.tries_to_take_back(&message).await.is_not_found();
    ada.tries_to_edit(&message, "again").await.is_not_found();
    ada.tries_to_take_back_boost(&boost).await.is_not_found();
}

#[tokio::test]
async fn the_id_of_a_deleted_message_is_never_used_again() {
    let mut campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let message = ada.says(room, "gone").await;
    ada.takes_back(&message).await;

    campfire.restart().await;

    assert!(ada.says(room, "next").await.id > message.id);
}

/// Scenario 48: the server's side of it.
#[tokio::test]
async fn a_message_without_anything_to_read_is_refused() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let message = ada.says(room, "something").await;

    for blank in ["", " ", "\n\t \n", "\u{200b}", "\u{2003}\u{feff}"] {
        ada.tries_to_say(room, blank).await.refuses("content");
        ada.tries_to_edit(&message, blank).await.refuses("content");
    }
    for html in
        ["", "<p></p>", "<div><br></div>", "&nbsp;", "<script>alert(1)</script>", "<b> </b>"]
    {
        let body = json!({ "content": html, "content_type": "text/html" });
        ada.posts(room, body).await.refuses("content");
    }

    ada.posts(room, json!({})).await.refuses("content");
    assert_eq!(ada.sees_in(room).await, ["something"]);
}

#[tokio::test]
async fn ten_thousand_characters_are_fine_and_one_more_is_too_long() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    for character in ["x", "é", "🔥"] {
        let most = character.repeat(10_000);
        assert_eq!(ada.says(room, &most).await.content, most);
        let more = character.repeat(10_001);
        ada.tries_to_say(room, &more).await.refuses("content");
    }

    let html = format!("<b>{}</b>", "x".repeat(10_000));
    assert_eq!(ada.says_in_html(room, &html).await.content.len(), 10_000);
}

#[tokio::test]
async fn control_characters_are_refused_wherever_they_come_from() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    for control in ["\0", "\u{7}", "\u{1b}", "\u{7f}", "\u{85}", "\u{9b}", "\u{8}"] {
        ada.tries_to_say(room, &format!("a{control}b")).await.refuses("content");
    }
    for html in ["a&#7;b", "a&#x1b;b", "a\u{7}b"] {
        let body = json!({ "content": html, "content_type": "text/html" });
        ada.posts(room, body).await.refuses("content");
    }

    assert_eq!(ada.says(room, "a\n\tb").await.content, "a\n\tb");
}

#[tokio::test]
async fn the_words_of_the_author_come_back_for_the_editor() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.room_of(&[&grace, &joan, &ada]).await;
    let message = grace.says_in_markdown(room, "**bold** words").await;
    let path = format!("/api/messages/{}?source=true", message.id);

    let mine = grace.get(&path).await.is(StatusCode::OK).json();
    let hers = joan.get(&path).await;

    assert_eq!(mine["source"], json!("**bold** words"));
    assert_eq!(mine["source_type"], json!("text/markdown"));
    assert_eq!(ada.get(&path).await.json()["source"], json!("**bold** words"));
    assert!(!hers.text().contains("**bold**"), "only for those who may edit");
}

#[tokio::test]
async fn an_unknown_content_type_is_refused() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    let answer = ada.posts(room, json!({ "content": "x", "content_type": "text/rtf" })).await;

    assert!(answer.status.is_client_error());
    assert_ne!(answer.error().error.code, ErrorCode::Internal);
    assert!(ada.sees_in(room).await.is_empty());
}

fn may_be_said(text: &str) -> bool {
    let control = text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    let length = text.chars().count();
    !control && !campfire_proto::checks::is_blank(text) && length <= 10_000
}

#[test]
fn any_unicode_is_either_kept_as_it_is_or_refused() {
    let text = prop_oneof![
        any::<String>(),
        r"\PC{1,80}",
        proptest::collection::vec(any::<char>(), 1..40).prop_map(|c| c.into_iter().collect()),
        r"[\x00-\x20\u{200b}-\u{200f}a]{0,6}",
    ];
    holds_for_all(
        64,
        &text,
        async || {
            let campfire = TestCampfire::start().await;
            let ada = campfire.person("Ada").await;
            let room = campfire.room_of(&[&ada]).await;
            (campfire, ada, room)
        },
        async |(_campfire, ada, room), text| {
            let answer = ada.tries_to_say(*room, &text).await;

            if may_be_said(&text) {
                let message: Message = answer.is(StatusCode::CREATED).holds();
                assert_eq!(message.content.trim(), text.trim());
                assert_eq!(ada.looks_at(message.id).await, message);
            } else {
                answer.refuses("content");
            }
        },
    );
}
