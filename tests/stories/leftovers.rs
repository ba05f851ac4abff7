//! What is deleted in slices is gone for everybody at once.

use campfire_proto::{RoomId, UserId};
use campfire_server::domain::leftovers::ClearAway;
use campfire_tests::{Person, StatusCode, TestCampfire};
use serde_json::json;

/// Grace says three slices' worth in the first closed room there is.
const TALK: &str = "
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 1500)
    insert into messages (room_id, creator_id, client_message_id, plain, html, source_type,
        created_at, updated_at)
    select (select min(id) from rooms where room_type = 'closed'),
        (select id from users where name = 'Grace'), n, 'fox ' || n, '<div>fox</div>',
        'text/plain', 0, 0 from numbers";

async fn messages_left(campfire: &TestCampfire) -> i64 {
    let mut conn = campfire.house().readers.get().await.unwrap();
    sqlx::query_scalar("select count(*) from messages").fetch_one(&mut *conn).await.unwrap()
}

async fn rooms_left(campfire: &TestCampfire, room: RoomId) -> i64 {
    let mut conn = campfire.house().readers.get().await.unwrap();
    let rooms = sqlx::query_scalar("select count(*) from rooms where id = ?").bind(room);
    rooms.fetch_one(&mut *conn).await.unwrap()
}

/// The server does this by itself; here it is done to its end.
async fn clears_away(campfire: &TestCampfire) {
    while campfire.house().writer.perform(ClearAway).await.unwrap() {}
}

async fn much_is_said(campfire: &TestCampfire) -> (Person, Person, RoomId) {
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    campfire.stage(TALK).await;
    (ada, grace, room)
}

#[tokio::test]
async fn a_big_room_is_gone_at_once_and_what_was_said_in_it_soon() {
    let campfire = TestCampfire::start().await;
    let (ada, grace, room) = much_is_said(&campfire).await;
    assert_eq!(grace.finds("fox").await.len(), 40);

    ada.tries_to_delete_room(room).await.is(StatusCode::NO_CONTENT);

    ada.tries_to_read(room, "").await.is(StatusCode::NOT_FOUND);
    grace.tries_to_say(room, "anybody?").await.is(StatusCode::NOT_FOUND);
    assert!(grace.finds("fox").await.is_empty());
    clears_away(&campfire).await;
    assert_eq!((messages_left(&campfire).await, rooms_left(&campfire, room).await), (0, 0));
}

#[tokio::test]
async fn what_was_left_over_at_the_end_is_cleared_away_after_the_next_start() {
    let mut campfire = TestCampfire::start().await;
    let (_ada, _grace, room) = much_is_said(&campfire).await;
    campfire.stage("delete from memberships; insert into deleted_rooms select id from rooms").await;

    campfire.restart().await;
    clears_away(&campfire).await;

    assert_eq!((messages_left(&campfire).await, rooms_left(&campfire, room).await), (0, 0));
}

#[tokio::test]
async fn all_that_a_banned_person_said_goes_and_does_not_come_back_with_them() {
    let campfire = TestCampfire::start().await;
    let (ada, grace, room) = much_is_said(&campfire).await;
    let kept = ada.says(room, "fox and hound").await;
    let UserId(grace) = grace.id;

    ada.post(format!("/api/users/{grace}/ban"), json!({})).await.is(StatusCode::OK);
    ada.delete(format!("/api/users/{grace}/ban")).await.is(StatusCode::NO_CONTENT);

    assert_eq!(ada.finds("fox").await, [kept.content]);
    assert_eq!(messages_left(&campfire).await, 1);
}
