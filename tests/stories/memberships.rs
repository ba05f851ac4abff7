//! Who belongs where: asking in, sending away, leaving.

use campfire_tests::{StatusCode, TestCampfire};
use serde_json::json;

#[tokio::test]
async fn the_creator_asks_people_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.says(room, "before she came").await;

    ada.tries_to_ask_in(room, &[&grace, &grace, &ada]).await.succeeds();

    assert!(grace.has_in_the_list(room).await);
    assert_eq!(grace.sees_members_of(room).await, [ada.id, grace.id]);
    assert_eq!(grace.sees_in(room).await, ["before she came"]);
}

#[tokio::test]
async fn only_creators_and_administrators_decide_who_is_in_a_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&grace, &joan, &ada]).await;

    joan.tries_to_ask_in(room, &[&eve]).await.is_forbidden();
    joan.tries_to_send_away(room, &grace).await.is_forbidden();
    ada.tries_to_ask_in(room, &[&eve]).await.succeeds();
    ada.tries_to_send_away(room, &eve).await.is(StatusCode::NO_CONTENT);

    assert_eq!(grace.sees_members_of(room).await, [ada.id, grace.id, joan.id]);
}

/// Scenario 27.
#[tokio::test]
async fn who_is_sent_away_does_not_find_the_room_any_more() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    ada.tries_to_send_away(room, &grace).await.is(StatusCode::NO_CONTENT);

    assert!(!grace.has_in_the_list(room).await);
    grace.tries_to_read(room, "").await.is_not_found();
    grace.tries_to_say(room, "hello?").await.is_not_found();
    ada.tries_to_send_away(room, &grace).await.is_not_found();
}

/// Scenario 28: and anyone may leave.
#[tokio::test]
async fn anyone_may_leave_a_closed_room_and_not_come_back_alone() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    grace.tries_to_leave(room).await.is(StatusCode::NO_CONTENT);

    grace.tries_to_enter(room).await.is_not_found();
    grace.tries_to_ask_in(room, &[&grace]).await.is_not_found();
    assert_eq!(ada.sees_members_of(room).await, [ada.id]);
}

#[tokio::test]
async fn the_last_one_cannot_leave() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    ada.tries_to_leave(room).await.conflicts();

    assert!(ada.has_in_the_list(room).await);
}

#[tokio::test]
async fn of_two_who_leave_at_once_one_stays() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    let (one, other) = tokio::join!(ada.tries_to_leave(room), grace.tries_to_leave(room));

    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::NO_CONTENT, StatusCode::CONFLICT]);
}

#[tokio::test]
async fn an_open_room_cannot_be_left_nor_anybody_sent_away() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.open_room(&ada).await;

    grace.tries_to_leave(room).await.conflicts();
    ada.tries_to_send_away(room, &grace).await.conflicts();
    ada.tries_to_ask_in(room, &[&grace]).await.conflicts();

    assert_eq!(ada.sees_members_of(room).await, [ada.id, grace.id]);
}

#[tokio::test]
async fn a_creator_who_left_has_no_power_over_the_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&grace, &ada]).await;
    let message = grace.says(room, "so long").await;

    grace.tries_to_leave(room).await.is(StatusCode::NO_CONTENT);

    grace.tries_to_change(room, json!({ "name": "Mine" })).await.is_not_found();
    grace.tries_to_take_back(&message).await.is_not_found();
    assert_eq!(ada.sees_in(room).await, ["so long"]);
}

#[tokio::test]
async fn the_removed_cannot_be_asked_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.delete(format_args!("/api/users/{}", grace.id)).await.succeeds();

    ada.tries_to_ask_in(room, &[&grace]).await.refuses("user_ids");

    assert_eq!(ada.sees_members_of(room).await, [ada.id]);
}

#[tokio::test]
async fn a_closed_room_keeps_at_least_one_member() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    let answer = ada.tries_to_change(room, json!({ "member_ids": [] })).await;

    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(ada.sees_members_of(room).await, [ada.id]);
}

#[tokio::test]
async fn who_comes_back_starts_over() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    grace.wants_to_hear(room, "everything").await.is(StatusCode::OK);
    ada.says(room, "unread").await;
    grace.tries_to_leave(room).await.is(StatusCode::NO_CONTENT);

    ada.tries_to_ask_in(room, &[&grace]).await.succeeds();

    let membership = grace.membership_of(room).await;
    assert_eq!(json!(membership.involvement), json!("mentions"));
    assert!(!membership.unread);
}

#[tokio::test]
async fn who_is_banned_keeps_no_room_for_the_others() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada, &eve]).await;
    ada.post(format_args!("/api/users/{}/ban", eve.id), json!({})).await.succeeds();

    // With her gone nobody could enter it any more, nor delete it.
    ada.tries_to_leave(room).await.conflicts();

    assert_eq!(ada.sees_members_of(room).await, [ada.id]);
    ada.tries_to_send_away(room, &eve).await.is(StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn who_takes_themself_off_the_list_is_told_what_the_room_became() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    let answer = ada.tries_to_change(room, json!({ "member_ids": [grace.id] })).await;

    let room_as_it_is: campfire_proto::Room = answer.is(StatusCode::OK).holds();
    assert_eq!(room_as_it_is.name, "Between us");
    ada.tries_to_enter(room).await.is_not_found();
    assert_eq!(grace.sees_members_of(room).await, [grace.id]);
}

#[tokio::test]
async fn asking_somebody_in_twice_asks_them_in_once() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = ada
        .makes(json!({ "name": "Us", "room_type": "closed",
            "initial_members": [ada.id, grace.id, grace.id] }))
        .await
        .id;
    grace.wants_to_hear(room, "everything").await.is(StatusCode::OK);

    ada.tries_to_ask_in(room, &[&grace, &grace]).await.succeeds();

    assert_eq!(ada.sees_members_of(room).await, [ada.id, grace.id]);
    let membership = grace.membership_of(room).await;
    assert_eq!(membership.involvement, campfire_proto::Involvement::Everything);
}
