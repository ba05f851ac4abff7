//! Coming back: what happened while the laptop slept, told as if it had been awake.

use campfire_proto::{ClientFrame, MessageId, RoomId, ServerFrame};
use campfire_tests::{Ears, Person, StatusCode, TestCampfire};

/// What a room looks like to whoever heard these frames, on top of what they had.
fn apply(
    mut page: Vec<campfire_proto::Message>,
    frames: Vec<ServerFrame>,
) -> Vec<campfire_proto::Message> {
    for frame in frames {
        match frame {
            ServerFrame::MessageCreated { message } | ServerFrame::MessageUpdated { message } => {
                page.retain(|known| known.id != message.id);
                page.push(message);
            }
            ServerFrame::MessageDeleted { message_id, .. } => {
                page.retain(|known| known.id != message_id);
            }
            ServerFrame::Unread { .. } | ServerFrame::Presence { .. } => {}
            other => panic!("nothing else happened, but {other:?}"),
        }
    }
    page.sort_by_key(|message| message.id);
    page
}

#[tokio::test]
async fn who_comes_back_sees_what_a_fresh_load_shows() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let edited = ada.says(room, "to be edited").await;
    let deleted = ada.says(room, "to be deleted").await;
    let boosted = ada.says(room, "to be boosted").await;
    let unboosted = ada.says(room, "to be unboosted").await;
    let boost = ada.boosts(&unboosted, "👍").await;
    let seen = grace.reads(room).await.messages;
    let last_seen = seen.last().unwrap().id;
    drop(grace.listens_to(room).await);

    ada.edits(&edited, "edited").await;
    ada.takes_back(&deleted).await;
    ada.boosts(&boosted, "🎉").await;
    ada.tries_to_take_back_boost(&boost).await.is(StatusCode::NO_CONTENT);
    let new = ada.says(room, "new").await;
    ada.boosts(&new, "✨").await;
    let brief = ada.says(room, "new, and gone again").await;
    ada.takes_back(&brief).await;
    let missed = grace.connects().await.follow(room, Some(last_seen)).await;

    let created: Vec<_> =
        missed.iter().filter(|f| matches!(f, ServerFrame::MessageCreated { .. })).collect();
    assert_eq!(created.len(), 1, "what came and went is nothing");
    assert_eq!(apply(seen, missed), grace.reads(room).await.messages);
}

#[tokio::test]
async fn one_frame_is_enough_to_come_back() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let seen = ada.says(room, "seen").await;
    let missed = ada.says(room, "missed").await;
    let mut graces = campfire.strange_ears().await;

    let frames = reconnects(&mut graces, &grace, room, seen.id).await;

    assert!(matches!(frames[0], ServerFrame::Authenticated { .. }), "{frames:?}");
    let replayed = frames.contains(&ServerFrame::MessageCreated { message: missed.clone() });
    assert!(replayed, "{frames:?}");
    let subscribed =
        ServerFrame::Subscribed { room_id: room, last_message_id: Some(missed.id), resync: false };
    assert_eq!(frames.last(), Some(&subscribed));
    let message = ada.says(room, "live").await;
    assert!(graces.heard().await.contains(&ServerFrame::MessageCreated { message }));
}

async fn reconnects(
    ears: &mut Ears,
    person: &Person,
    room_id: RoomId,
    last_seen: MessageId,
) -> Vec<ServerFrame> {
    let session_token = Some(person.token.clone());
    let last_seen_message_id = Some(last_seen);
    ears.send(&ClientFrame::Reconnect { room_id, last_seen_message_id, session_token }).await;
    let mut frames = Vec::new();
    while !matches!(frames.last(), Some(ServerFrame::Subscribed { .. })) {
        frames.push(ears.next().await);
    }
    frames
}

#[tokio::test]
async fn a_server_that_was_away_has_forgotten_nothing() {
    let mut campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let seen = ada.says(room, "seen").await;
    let mut graces = grace.watches(room).await;
    let missed = ada.says(room, "said just before the end").await;
    graces.heard().await;

    campfire.restart().await;

    let again = grace.connects().await.follow(room, Some(seen.id)).await;
    assert_eq!(again, [ServerFrame::MessageCreated { message: missed }]);
    assert!(!grace.membership_of(room).await.unread, "she had it before her eyes");
    ada.says(room, "said while she was away").await;
    assert_eq!(grace.membership_of(room).await.unread_count, 1);
}

#[tokio::test]
async fn a_name_that_changed_meanwhile_is_on_what_was_missed() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let seen = grace.says(room, "seen").await;
    ada.says(room, "missed").await;
    ada.put("/api/user/profile", serde_json::json!({ "name": "Countess" })).await.succeeds();

    let missed = grace.connects().await.follow(room, Some(seen.id)).await;

    let [ServerFrame::MessageCreated { message }] = &missed[..] else {
        panic!("one message was missed, not {missed:?}");
    };
    assert_eq!(message.creator.name, "Countess");
}
