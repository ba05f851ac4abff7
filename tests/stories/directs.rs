//! Directs: two people, one room, for good.

use campfire_proto::{Involvement, Room, RoomType, Status};
use campfire_tests::{StatusCode, TestCampfire};
use serde_json::json;

/// Scenario 21.
#[tokio::test]
async fn two_people_have_one_direct_whoever_asks_and_however_often() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let with = |id| json!({ "room_type": "direct", "user_id": id });

    let first: Room = ada.post("/api/rooms", with(grace.id)).await.is(StatusCode::CREATED).holds();
    let again: Room = ada.post("/api/rooms", with(grace.id)).await.is(StatusCode::OK).holds();
    let back: Room = grace.post("/api/rooms", with(ada.id)).await.is(StatusCode::OK).holds();

    assert_eq!([again.id, back.id], [first.id, first.id]);
    assert_eq!(first.room_type, RoomType::Direct);
    assert_eq!(first.membership.involvement, Involvement::Everything);
    assert_eq!(grace.membership_of(first.id).await.involvement, Involvement::Everything);
}

#[tokio::test]
async fn two_who_open_a_direct_at_once_meet_in_one_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let with = |id| json!({ "room_type": "direct", "user_id": id });

    let asked = (0..10).map(|n| {
        let (who, whom) = if n % 2 == 0 { (&ada, grace.id) } else { (&grace, ada.id) };
        who.post("/api/rooms", with(whom))
    });
    let answers = futures::future::join_all(asked).await;

    let made = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
    assert_eq!(made, 1);
    let ids: Vec<_> = answers.into_iter().map(|a| a.succeeds().holds::<Room>().id).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

/// Scenario 22: as ours is. Three people make a closed room; a direct has two.
#[tokio::test]
async fn each_pair_has_a_direct_of_its_own() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;

    let with_grace = campfire.direct(&ada, &grace).await;
    let with_joan = campfire.direct(&ada, &joan).await;

    assert_ne!(with_grace, with_joan);
    joan.tries_to_enter(with_grace).await.is_not_found();
    assert_eq!(ada.sees_members_of(with_grace).await, [ada.id, grace.id]);
}

#[tokio::test]
async fn a_direct_is_named_after_the_other_person() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let room = campfire.direct(&ada, &grace).await;

    assert_eq!(ada.room(room).await.name, "Grace");
    assert_eq!(grace.room(room).await.name, "Ada");
    let listed = ada.rooms().await.into_iter().find(|known| known.id == room).unwrap();
    assert_eq!(listed.members.map(|members| members.len()), Some(2));
}

/// Scenario 26.
#[tokio::test]
async fn a_direct_stays_a_direct_between_the_same_two() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.direct(&ada, &grace).await;

    for room_type in ["open", "closed"] {
        let changed = ada.tries_to_change(room, json!({ "room_type": room_type })).await;
        assert!(changed.status.is_client_error(), "{}", changed.status);
    }
    let renamed = ada.tries_to_change(room, json!({ "name": "Ours" })).await;
    assert!(renamed.status.is_client_error(), "{}", renamed.status);
    ada.tries_to_ask_in(room, &[&joan]).await.conflicts();
    ada.tries_to_send_away(room, &grace).await.conflicts();
    grace.tries_to_leave(room).await.conflicts();

    assert_eq!(grace.room(room).await.room_type, RoomType::Direct);
    assert_eq!(grace.sees_members_of(room).await, [ada.id, grace.id]);
}

/// Scenario 30.
#[tokio::test]
async fn either_of_the_two_deletes_a_direct() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.direct(&ada, &grace).await;

    grace.tries_to_delete_room(room).await.is(StatusCode::NO_CONTENT);

    ada.tries_to_enter(room).await.is_not_found();
    let new = campfire.direct(&ada, &grace).await;
    assert_ne!(new, room);
}

#[tokio::test]
async fn a_direct_needs_somebody_else_who_is_there() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let gone = campfire.person("Gone").await;
    let banned = campfire.person("Banned").await;
    ada.delete(format_args!("/api/users/{}", gone.id)).await.succeeds();
    ada.post(format_args!("/api/users/{}/ban", banned.id), json!({})).await.succeeds();

    for other in [ada.id, gone.id, banned.id, campfire_proto::UserId(4711)] {
        let body = json!({ "room_type": "direct", "user_id": other });
        ada.post("/api/rooms", body).await.refuses("user_id");
    }

    ada.post("/api/rooms", json!({ "room_type": "direct" })).await.refuses("user_id");
}

#[tokio::test]
async fn what_was_said_with_somebody_who_left_stays_theirs_and_yours() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let gone = campfire.person("Gone").await;
    let room = campfire.direct(&ada, &gone).await;
    gone.says(room, "remember me").await;
    ada.delete(format_args!("/api/users/{}", gone.id)).await.succeeds();

    let shown = ada.room(room).await;

    assert_eq!(shown.name, "Gone");
    let status =
        |id| shown.members.iter().flatten().find(|user| user.id == id).map(|user| user.status);
    assert_eq!(status(gone.id), Some(Status::Deactivated));
    assert_eq!(status(ada.id), Some(Status::Active));
    assert!(ada.has_in_the_list(room).await);
    assert_eq!(ada.sees_in(room).await, ["remember me"]);
    ada.says(room, "I do").await;
    assert_eq!(ada.finds("remember").await, ["remember me"]);
}
