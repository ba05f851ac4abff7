//! What is new to whom, on all of their devices.

use std::time::Duration;

use campfire_proto::{RoomId, ServerFrame};
use campfire_tests::{StatusCode, TestCampfire, hush};
use serde_json::json;

fn unread(room: RoomId, unread_count: u32, unread_mentions: u32) -> ServerFrame {
    ServerFrame::Unread { room_id: room, unread_count, unread_mentions }
}

fn read(room: RoomId) -> ServerFrame {
    ServerFrame::Read { room_id: room }
}

/// Scenario 63.
#[tokio::test]
async fn what_is_new_is_marked_on_every_device_and_cleared_on_every_device() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut laptop = grace.connects().await;
    let mut phone = campfire.another_device_of(&grace).await.connects().await;
    hush([&mut laptop, &mut phone]).await;

    ada.says(room, "one").await;
    ada.says(room, "two, @Grace").await;
    for device in [&mut laptop, &mut phone] {
        assert_eq!(device.heard().await, [unread(room, 1, 0), unread(room, 2, 1)]);
    }
    assert_eq!(grace.membership_of(room).await.unread_mentions, 1);
    laptop.looks_at(room).await;

    assert_eq!(laptop.heard().await, [read(room)]);
    assert_eq!(phone.heard().await, [read(room)]);
    let membership = grace.membership_of(room).await;
    assert!(!membership.unread);
    assert_eq!((membership.unread_count, membership.unread_mentions), (0, 0));
}

#[tokio::test]
async fn a_room_that_is_read_over_rest_is_read_on_every_device() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let first = ada.says(room, "one").await;
    ada.says(room, "two, @Grace").await;
    let mut graces = grace.connects().await;
    let mut adas = ada.connects().await;
    hush([&mut graces, &mut adas]).await;

    let up_to = json!({ "last_read_message_id": first.id });
    grace.post(format_args!("/api/rooms/{room}/read"), up_to).await.is(StatusCode::OK);
    assert_eq!(graces.heard().await, [unread(room, 1, 1)]);
    grace.has_read(room).await.is(StatusCode::OK);

    assert_eq!(graces.heard().await, [read(room)]);
    assert_eq!(adas.heard().await, [], "what somebody has read is their own business");
}

/// Scenario 64.
#[tokio::test]
async fn who_looks_at_a_room_has_nothing_unread_on_any_device() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut phone = campfire.another_device_of(&grace).await.connects().await;
    let mut laptop = grace.watches(room).await;
    hush([&mut laptop, &mut phone]).await;

    let message = ada.says(room, "You see this, @Grace").await;

    assert_eq!(laptop.heard().await, [ServerFrame::MessageCreated { message }]);
    assert_eq!(phone.heard().await, []);
    assert!(!grace.membership_of(room).await.unread);
}

/// Scenario 65.
#[tokio::test]
async fn who_gives_no_sign_for_a_minute_does_not_look_any_more() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut graces = grace.connects().await;
    graces.looks_at(room).await;
    graces.heard().await;

    passes(Duration::from_secs(50)).await;
    graces.still_looks_at(room).await;
    graces.heard().await;
    passes(Duration::from_secs(50)).await;
    ada.says(room, "seen: there was a sign").await;
    assert_eq!(graces.heard().await, []);
    passes(Duration::from_secs(11)).await;
    ada.says(room, "not seen").await;

    assert_eq!(graces.heard().await, [unread(room, 1, 0)]);
}

/// Time goes by, for everybody at once.
async fn passes(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

#[tokio::test]
async fn a_late_sign_of_life_clears_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut graces = grace.connects().await;
    ada.says(room, "new").await;

    graces.still_looks_at(room).await;
    // Told how things stand: what was announced just before may have passed this device by.
    let as_it_stands = ServerFrame::MembershipUpdated {
        room_id: room,
        membership: grace.membership_of(room).await,
    };
    assert_eq!(graces.heard().await, [unread(room, 1, 0), as_it_stands]);
    ada.says(room, "seen, from now on").await;

    assert_eq!(graces.heard().await, []);
    assert_eq!(grace.membership_of(room).await.unread_count, 1);
}

/// Scenario 66.
#[tokio::test]
async fn somebody_looks_until_their_last_device_does_not() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut laptop = grace.watches(room).await;
    let mut phone = campfire.another_device_of(&grace).await.watches(room).await;
    let mut watch = campfire.another_device_of(&grace).await.connects().await;
    hush([&mut laptop, &mut phone, &mut watch]).await;

    laptop.looks_away_from(room).await;
    laptop.heard().await;
    ada.says(room, "seen on the phone").await;
    assert_eq!(watch.heard().await, []);
    phone.looks_away_from(room).await;
    phone.heard().await;
    ada.says(room, "seen nowhere").await;

    assert_eq!(watch.heard().await, [unread(room, 1, 0)]);
    assert!(laptop.heard().await.contains(&unread(room, 1, 0)));
    assert!(phone.heard().await.contains(&unread(room, 1, 0)));
}

/// Scenario 66: a device that breaks down looks at nothing.
#[tokio::test]
async fn a_socket_that_is_gone_looks_at_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut adas = ada.connects().await;
    let graces = grace.watches(room).await;

    drop(graces);
    let gone = ServerFrame::Presence { user_id: grace.id, online: false };
    adas.waits_for(|frame| *frame == gone).await;
    ada.says(room, "Grace?").await;

    assert_eq!(grace.membership_of(room).await.unread_count, 1);
}

#[tokio::test]
async fn nobody_is_told_of_their_own_words() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut laptop = ada.connects().await;
    let mut phone = campfire.another_device_of(&ada).await.connects().await;
    hush([&mut laptop, &mut phone]).await;

    ada.says(room, "I, @Ada, say this").await;

    assert_eq!(laptop.heard().await, []);
    assert_eq!(phone.heard().await, []);
    assert_eq!(ada.membership_of(room).await.unread_count, 0);
}

#[tokio::test]
async fn looking_at_one_room_does_not_cover_another() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let here = campfire.room_of(&[&ada, &grace]).await;
    let there = campfire.room_of(&[&ada, &grace]).await;
    let mut graces = grace.watches(here).await;

    ada.says(there, "Over here").await;

    assert_eq!(graces.heard().await, [unread(there, 1, 0)]);
}

#[tokio::test]
async fn following_a_room_is_not_looking_at_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut graces = grace.listens_to(room).await;

    let message = ada.says(room, "Grace?").await;

    let heard = graces.heard().await;
    assert_eq!(heard.len(), 2);
    assert!(heard.contains(&unread(room, 1, 0)));
    assert!(heard.contains(&ServerFrame::MessageCreated { message }));
}

#[tokio::test]
async fn only_an_invisible_room_says_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut graces = grace.connects().await;

    for (level, is_told) in
        [("nothing", true), ("everything", true), ("mentions", true), ("invisible", false)]
    {
        grace.wants_to_hear(room, level).await.is(StatusCode::OK);
        grace.has_read(room).await.is(StatusCode::OK);
        graces.heard().await;

        ada.says(room, "Hello, @Grace").await;

        let told: &[ServerFrame] = if is_told { &[unread(room, 1, 1)] } else { &[] };
        assert_eq!(graces.heard().await, told, "{level}");
    }
}

#[tokio::test]
async fn the_count_stops_at_a_hundred_and_then_there_is_nothing_to_tell() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    campfire.stage("update memberships set unread_count = 99 where user_id = 2").await;
    let mut graces = grace.connects().await;

    ada.says(room, "the hundredth").await;
    ada.says(room, "one more").await;
    assert_eq!(graces.heard().await, [unread(room, 100, 0)]);
    ada.says(room, "still, @Grace, this is for you").await;

    assert_eq!(graces.heard().await, [unread(room, 100, 1)]);
    assert_eq!(grace.membership_of(room).await.unread_count, 100);
}
