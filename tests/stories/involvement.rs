//! How much of a room somebody wants to hear, and what is unread there.

use campfire_proto::Involvement;
use campfire_tests::{Method, Person, StatusCode, TestCampfire};
use serde_json::json;

async fn unread(person: &Person, room: campfire_proto::RoomId) -> (bool, u32, u32) {
    let membership = person.membership_of(room).await;
    (membership.unread, membership.unread_count, membership.unread_mentions)
}

/// Scenario 34: the levels; the bell that cycles through them belongs to the page.
#[tokio::test]
async fn everyone_chooses_how_much_of_a_room_they_hear() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    for level in ["everything", "nothing", "invisible", "mentions"] {
        grace.wants_to_hear(room, level).await.is(StatusCode::OK);

        let path = format!("/api/rooms/{room}/involvement");
        let answer = grace.get(path).await.is(StatusCode::OK);
        assert_eq!(answer.json()["involvement"], json!(level));
    }
    assert_eq!(ada.membership_of(room).await.involvement, Involvement::Mentions);
}

/// Scenario 35: the levels of a direct.
#[tokio::test]
async fn a_direct_is_heard_or_not_and_never_hidden() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.direct(&ada, &grace).await;

    ada.wants_to_hear(room, "nothing").await.is(StatusCode::OK);
    ada.wants_to_hear(room, "everything").await.is(StatusCode::OK);
    ada.wants_to_hear(room, "mentions").await.refuses("involvement");
    ada.wants_to_hear(room, "invisible").await.refuses("involvement");

    assert_eq!(ada.membership_of(room).await.involvement, Involvement::Everything);
}

#[tokio::test]
async fn an_unknown_level_is_refused() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    let answer = ada.wants_to_hear(room, "loud").await;

    answer.refuses("involvement");
    assert_eq!(ada.membership_of(room).await.involvement, Involvement::Mentions);
}

/// Scenario 36: the list; the sidebars that change at once need a socket.
#[tokio::test]
async fn an_invisible_room_is_out_of_the_list_and_still_there() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    grace.wants_to_hear(room, "invisible").await.is(StatusCode::OK);

    assert!(!grace.has_in_the_list(room).await);
    assert!(grace.all_rooms().await.iter().any(|known| known.id == room));
    assert!(ada.has_in_the_list(room).await);
    grace.says(room, "still here").await;
    assert_eq!(grace.finds("still").await, ["still here"]);
    grace.wants_to_hear(room, "everything").await.is(StatusCode::OK);
    assert!(grace.has_in_the_list(room).await);
}

/// Scenario 63: the mark; how it reaches open sidebars needs a socket.
#[tokio::test]
async fn a_message_is_unread_for_others_until_they_have_read_the_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    ada.says(room, "one").await;
    let last = ada.says(room, "two").await;

    assert_eq!(unread(&grace, room).await, (true, 2, 0));
    assert_eq!(unread(&ada, room).await, (false, 0, 0));
    grace.has_read(room).await.succeeds();
    assert_eq!(unread(&grace, room).await, (false, 0, 0));
    let read = grace.membership_of(room).await.last_read_message_id;
    assert_eq!(read, Some(last.id));
}

#[tokio::test]
async fn reading_or_searching_a_room_clears_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.says(room, "one").await;

    grace.reads(room).await;
    grace.finds("one").await;
    grace.says(room, "my own words").await;

    assert_eq!(unread(&grace, room).await, (true, 1, 0));
}

#[tokio::test]
async fn mentions_are_counted_apart() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.room_of(&[&ada, &grace, &joan]).await;

    ada.says(room, &format!("<@{}> look", grace.id)).await;
    ada.says(room, "and another thing").await;

    assert_eq!(unread(&grace, room).await, (true, 2, 1));
    assert_eq!(unread(&joan, room).await, (true, 2, 0));
}

#[tokio::test]
async fn only_invisible_rooms_stay_read() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.room_of(&[&ada, &grace, &joan]).await;
    grace.wants_to_hear(room, "invisible").await.is(StatusCode::OK);
    joan.wants_to_hear(room, "nothing").await.is(StatusCode::OK);

    ada.says(room, "anyone?").await;

    assert_eq!(unread(&grace, room).await, (false, 0, 0));
    assert_eq!(unread(&joan, room).await, (true, 1, 0));
}

#[tokio::test]
async fn edits_and_boosts_and_deletions_leave_unread_as_it_is() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let message = ada.says(room, "one").await;
    grace.has_read(room).await.succeeds();

    ada.edits(&message, &format!("one, <@{}>", grace.id)).await;
    ada.boosts(&message, "👍").await;
    assert_eq!(unread(&grace, room).await, (false, 0, 0));

    ada.says(room, "two").await;
    ada.takes_back(&message).await;
    assert!(unread(&grace, room).await.0);
}

#[tokio::test]
async fn the_count_of_unread_messages_stops_at_a_hundred() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    let said = (0..102).map(async |n| ada.says(room, &format!("message {n}")).await);
    futures::future::join_all(said).await;

    assert_eq!(unread(&grace, room).await, (true, 100, 0));
}

#[tokio::test]
async fn reading_up_to_a_message_leaves_what_came_after_it_unread() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let first = ada.says(room, "one").await;
    ada.says(room, "two").await;
    ada.says(room, "three").await;
    let reads_up_to = async |id: i64| {
        let path = format!("/api/rooms/{room}/read");
        grace.post(path, json!({ "last_read_message_id": id })).await.succeeds()
    };

    reads_up_to(first.id.0).await;
    assert_eq!(unread(&grace, room).await, (true, 2, 0));
    // Going back makes nothing unread; a place from the future is all there is.
    reads_up_to(0).await;
    assert_eq!(unread(&grace, room).await, (true, 2, 0));
    reads_up_to(i64::MAX).await;
    assert_eq!(unread(&grace, room).await, (false, 0, 0));
}

#[tokio::test]
async fn reading_takes_no_body_and_no_place_beyond_the_end() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let path = format!("/api/rooms/{room}/read");
    ada.says(room, "one").await;

    let bare = grace.caller().request(Method::POST, &path);
    grace.caller().asks(bare).await.is(StatusCode::OK);
    assert!(!grace.membership_of(room).await.unread);
    grace.post(&path, json!({ "last_read_message_id": 4711 })).await.is(StatusCode::OK);
    let next = ada.says(room, "two").await;

    let membership = grace.membership_of(room).await;
    assert_eq!(membership.unread_count, 1, "what comes later is new all the same");
    assert!(membership.last_read_message_id.unwrap() < next.id);
}
