//! Saying it differently: all that follows from the words follows from the new ones.

use campfire_proto::Message;
use campfire_tests::{StatusCode, TestCampfire};
use serde_json::json;

#[tokio::test]
async fn an_edit_changes_all_that_the_words_decide() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let message = ada.says(room, "@Grace, see https://example.com/a").await;
    assert_eq!(message.mentions, [grace.id]);
    assert_eq!(message.links.len(), 1);

    let emoji = ada.edits(&message, "👍 👍").await;
    assert!(emoji.emoji_only && emoji.mentions.is_empty() && emoji.links.is_empty());
    assert!(!emoji.html.contains("data-mention-id"), "{}", emoji.html);
    let sound = ada.edits(&message, "/play tada").await;
    assert_eq!(sound.sound.map(|sound| sound.name), Some("tada".to_owned()));
    assert!(!sound.emoji_only);
    let again = ada.edits(&message, "/play nosuchthing by @Ada at https://example.com/b").await;

    assert_eq!(again.sound, None);
    assert_eq!(again.mentions, [ada.id]);
    assert_eq!(again.links[0].url, "https://example.com/b");
    assert_eq!(grace.looks_at(message.id).await, again);
    assert_eq!(grace.reads(room).await.messages, [again]);
}

#[tokio::test]
async fn an_edit_may_come_in_another_markup_and_is_as_safe() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let message = ada.says(room, "plain").await;
    let path = format!("/api/messages/{}", message.id);
    let html = "<b>bold</b><script>alert(1)</script>";
    let change = json!({ "content": html, "content_type": "text/html" });

    let edited: Message = ada.put(&path, change).await.is(StatusCode::OK).holds();

    assert_eq!(edited.content, "bold");
    assert!(!edited.html.contains("script"), "{}", edited.html);
    let source = ada.get(format!("{path}?source=true")).await.json();
    assert_eq!(source["source"], json!(html));
    assert_eq!(source["source_type"], json!("text/html"));
    ada.edits(&message, "plain again").await;
    let source = ada.get(format!("{path}?source=true")).await.json();
    assert_eq!(source["source"], json!("plain again"));
    assert_eq!(source["source_type"], json!("text/plain"));
    let unasked = ada.get(&path).await.json();
    assert!(unasked.get("source").is_none(), "only who asks is sent it");
}

#[tokio::test]
async fn what_an_administrator_mends_stays_its_authors() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let message = grace.says(room, "teh words").await;

    let mended = ada.edits(&message, "the words").await;

    assert_eq!(mended.creator_id, grace.id);
    assert_eq!(mended.creator, message.creator);
    grace.edits(&message, "my words").await;
}

#[tokio::test]
async fn an_edit_is_held_to_what_a_message_is_held_to() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let message = ada.says(room, "fine").await;

    for wrong in ["x".repeat(10_001), "a\u{7}b".to_owned(), "\n".to_owned()] {
        ada.tries_to_edit(&message, &wrong).await.refuses("content");
    }

    assert_eq!(ada.looks_at(message.id).await, message);
}

#[tokio::test]
async fn who_left_is_no_longer_mentioned_by_an_edit() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let message = ada.says(room, "@Grace will know").await;
    grace.tries_to_leave(room).await.is(StatusCode::NO_CONTENT);

    let edited = ada.edits(&message, "@Grace would have known").await;

    assert_eq!(edited.content, "@Grace would have known");
    assert!(edited.mentions.is_empty());
}
