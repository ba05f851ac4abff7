//! Rooms that appear, change and go, for those who can see them and for nobody else.

use campfire_proto::{
    ClientFrame, ErrorCode, Involvement, RemovedReason, Room, RoomId, ServerFrame, frame::Typist,
};
use campfire_tests::{Ears, Person, StatusCode, TestCampfire, hush};
use serde_json::json;

/// The room that somebody's list gained, as they hear of it.
fn added(person_sees: Room) -> ServerFrame {
    ServerFrame::RoomAdded { room: person_sees }
}

fn updated(person_sees: Room) -> ServerFrame {
    ServerFrame::RoomUpdated { room: person_sees }
}

fn removed(room: RoomId, reason: RemovedReason) -> ServerFrame {
    ServerFrame::RoomRemoved { room_id: room, reason }
}

/// A room as it stands in somebody's list: what frames carry is that, and nothing of anybody else.
async fn in_the_list_of(person: &Person, room: RoomId) -> Room {
    person.all_rooms().await.into_iter().find(|known| known.id == room).unwrap()
}

/// Scenario 18: live.
#[tokio::test]
async fn a_new_open_room_appears_for_everybody() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let mut adas = ada.connects().await;
    let mut graces = grace.connects().await;
    hush([&mut adas, &mut graces]).await;

    let room = campfire.open_room(&grace).await;

    assert_eq!(adas.heard().await, [added(in_the_list_of(&ada, room).await)]);
    assert_eq!(graces.heard().await, [added(in_the_list_of(&grace, room).await)]);
}

/// Scenario 19: live.
#[tokio::test]
async fn a_new_closed_room_appears_for_those_in_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let mut adas = ada.connects().await;
    let mut graces = grace.connects().await;
    let mut joans = joan.connects().await;
    hush([&mut adas, &mut graces, &mut joans]).await;

    let room = campfire.room_of(&[&grace, &joan]).await;

    assert_eq!(graces.heard().await, [added(in_the_list_of(&grace, room).await)]);
    assert_eq!(joans.heard().await, [added(in_the_list_of(&joan, room).await)]);
    assert_eq!(adas.heard().await, [], "an administrator is somebody outside, too");
}

#[tokio::test]
async fn a_new_direct_appears_for_both_and_once() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let mut adas = ada.connects().await;
    let mut graces = grace.connects().await;
    hush([&mut adas, &mut graces]).await;

    let room = campfire.direct(&ada, &grace).await;
    let again = campfire.direct(&grace, &ada).await;

    assert_eq!(again, room);
    let (hers, theirs) = (in_the_list_of(&ada, room).await, in_the_list_of(&grace, room).await);
    assert_eq!((hers.name.as_str(), theirs.name.as_str()), ("Grace", "Ada"));
    assert_eq!(theirs.members.as_ref().map(Vec::len), Some(2));
    assert_eq!(adas.heard().await, [added(hers)]);
    assert_eq!(graces.heard().await, [added(theirs)]);
}

#[tokio::test]
async fn who_is_asked_in_sees_the_room_appear() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.says(room, "Before Grace").await;
    let mut graces = grace.connects().await;
    let mut eves = eve.connects().await;
    hush([&mut graces, &mut eves]).await;

    ada.tries_to_ask_in(room, &[&grace]).await.succeeds();
    assert_eq!(graces.heard().await, [added(in_the_list_of(&grace, room).await)]);
    graces.follow(room, None).await;
    graces.looks_at(room).await;
    graces.heard().await;
    let message = ada.says(room, "Welcome").await;

    assert_eq!(graces.heard().await, [ServerFrame::MessageCreated { message }]);
    assert_eq!(eves.heard().await, []);
}

/// Scenario 23: live.
#[tokio::test]
async fn a_new_name_is_heard_by_each_member_as_they_see_the_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.says(room, "Read this later, @Grace").await;
    let mut adas = ada.connects().await;
    let mut graces = grace.connects().await;
    let mut eves = eve.connects().await;
    hush([&mut adas, &mut graces, &mut eves]).await;

    ada.tries_to_change(room, json!({ "name": "Engine room" })).await.is(StatusCode::OK);

    let theirs = in_the_list_of(&grace, room).await;
    assert_eq!(theirs.name, "Engine room");
    assert!(theirs.membership.unread, "a name takes no mark away");
    assert_eq!(theirs.membership.unread_mentions, 1);
    assert_eq!(graces.heard().await, [updated(theirs)]);
    assert_eq!(adas.heard().await, [updated(in_the_list_of(&ada, room).await)]);
    assert_eq!(eves.heard().await, []);
}

#[tokio::test]
async fn a_direct_takes_the_new_name_of_the_other_person() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.direct(&ada, &grace).await;
    let mut adas = ada.connects().await;
    let mut eves = eve.connects().await;
    hush([&mut adas, &mut eves]).await;

    grace.put("/api/user/profile", json!({ "name": "Amazing Grace" })).await.is(StatusCode::OK);

    let renamed = in_the_list_of(&ada, room).await;
    assert_eq!(renamed.name, "Amazing Grace");
    assert!(adas.heard().await.contains(&updated(renamed)));
    let eves = eves.heard().await;
    assert!(matches!(&eves[..], [ServerFrame::UserUpdated { .. }]), "{eves:?}");
}

/// Scenario 24, Scenario 25: live.
#[tokio::test]
async fn a_room_that_closes_or_opens_goes_and_comes_for_those_concerned() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.open_room(&ada).await;
    let mut graces = grace.connects().await;
    let mut joans = joan.listens_to(room).await;
    hush([&mut graces, &mut joans]).await;

    let close = json!({ "room_type": "closed", "member_ids": [ada.id, grace.id] });
    ada.tries_to_change(room, close).await.is(StatusCode::OK);
    assert_eq!(graces.heard().await, [updated(in_the_list_of(&grace, room).await)]);
    assert_eq!(joans.heard().await, [removed(room, RemovedReason::Removed)]);
    ada.says(room, "Just us").await;
    graces.heard().await;
    ada.tries_to_change(room, json!({ "room_type": "open" })).await.is(StatusCode::OK);

    assert_eq!(graces.heard().await, [updated(in_the_list_of(&grace, room).await)]);
    assert_eq!(joans.heard().await, [added(in_the_list_of(&joan, room).await)]);
}

/// Scenario 27 and Scenario 68.
#[tokio::test]
async fn who_is_sent_away_hears_that_and_nothing_more() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.room_of(&[&ada, &grace, &joan]).await;
    let seen = ada.says(room, "All together").await;
    let mut graces = grace.watches(room).await;
    let mut phones = campfire.another_device_of(&grace).await.connects().await;
    let mut joans = joan.watches(room).await;
    hush([&mut graces, &mut phones, &mut joans]).await;
    graces.types_in(room).await;
    graces.heard().await;
    joans.heard().await;

    ada.tries_to_send_away(room, &grace).await.is(StatusCode::NO_CONTENT);
    let left_over = in_the_list_of(&joan, room).await;
    ada.says(room, "Is she gone?").await;

    let gone = removed(room, RemovedReason::Removed);
    assert_eq!(graces.heard().await, std::slice::from_ref(&gone));
    assert_eq!(phones.heard().await, [gone]);
    let stopped = joans.heard().await;
    let user = Typist { id: grace.id, name: "Grace".to_owned() };
    let state = campfire_proto::TypingState::Stop;
    assert_eq!(stopped.first(), Some(&ServerFrame::Typing { room_id: room, user, state }));
    assert!(stopped.contains(&updated(left_over)), "who is left knows");
    for last_seen_message_id in [None, Some(seen.id)] {
        let subscribe = ClientFrame::Subscribe { room_id: room, last_seen_message_id };
        graces.send(&subscribe).await;
        is_not_found(&mut graces, room).await;
    }
    graces.looks_at(room).await;
    is_not_found(&mut graces, room).await;
}

async fn is_not_found(ears: &mut Ears, room: RoomId) {
    let heard = ears.heard().await;
    assert!(
        matches!(&heard[..], [ServerFrame::Error { code: ErrorCode::NotFound, room_id, .. }]
            if *room_id == Some(room)),
        "{heard:?}"
    );
}

#[tokio::test]
async fn who_leaves_hears_that_they_left() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut adas = ada.connects().await;
    let mut graces = grace.listens_to(room).await;
    hush([&mut adas, &mut graces]).await;

    grace.tries_to_leave(room).await.is(StatusCode::NO_CONTENT);
    assert_eq!(adas.heard().await, [updated(in_the_list_of(&ada, room).await)]);
    ada.says(room, "Alone").await;

    assert_eq!(graces.heard().await, [removed(room, RemovedReason::Left)]);
}

/// Scenario 29: live.
#[tokio::test]
async fn a_deleted_room_goes_for_its_members_and_nobody_else_hears_of_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.room_of(&[&grace, &joan]).await;
    let mut adas = ada.connects().await;
    let mut graces = grace.connects().await;
    let mut joans = joan.watches(room).await;
    hush([&mut adas, &mut graces, &mut joans]).await;

    grace.tries_to_delete_room(room).await.is(StatusCode::NO_CONTENT);

    for ears in [&mut graces, &mut joans] {
        assert_eq!(ears.heard().await, [removed(room, RemovedReason::Deleted)]);
    }
    assert_eq!(adas.heard().await, []);
    joans.types_in(room).await;
    is_not_found(&mut joans, room).await;
}

/// Scenario 36 and Scenario 37.
#[tokio::test]
async fn how_much_somebody_hears_is_news_for_their_own_devices_alone() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let direct = campfire.direct(&ada, &grace).await;
    let mut adas = ada.connects().await;
    let mut laptop = grace.connects().await;
    let mut phone = campfire.another_device_of(&grace).await.connects().await;
    hush([&mut adas, &mut laptop, &mut phone]).await;

    for (room, level, involvement) in [
        (room, "everything", Involvement::Everything),
        (direct, "nothing", Involvement::Nothing),
        (room, "invisible", Involvement::Invisible),
        (room, "mentions", Involvement::Mentions),
    ] {
        grace.wants_to_hear(room, level).await.is(StatusCode::OK);

        // No room is added, changed or removed by it: a client knows what invisible means.
        let membership = grace.membership_of(room).await;
        assert_eq!(membership.involvement, involvement);
        let told = [ServerFrame::MembershipUpdated { room_id: room, membership }];
        assert_eq!(laptop.heard().await, told);
        assert_eq!(phone.heard().await, told);
    }
    assert_eq!(adas.heard().await, []);
}
