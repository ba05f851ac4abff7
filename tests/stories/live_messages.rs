//! What is said, changed and taken back, as those hear it who have the room open.

use campfire_proto::{ErrorCode, MessageId, ServerFrame, TypingState};
use campfire_tests::{Ears, Person, StatusCode, TestCampfire, hush};
use serde_json::json;

/// Scenario 43.
#[tokio::test]
async fn what_is_said_is_heard_at_once_and_once() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let phone = campfire.another_device_of(&ada).await;
    let mut adas_laptop = ada.watches(room).await;
    let mut adas_phone = phone.watches(room).await;
    let mut graces = grace.watches(room).await;
    hush([&mut adas_laptop, &mut adas_phone, &mut graces]).await;

    let answer = ada.tries_to_say_once(room, "Anybody there?", "the-clients-own-id").await;

    // The poster's bubble and the frame are one: they carry the same ids.
    let message = answer.is(StatusCode::CREATED).holds();
    let heard = [ServerFrame::MessageCreated { message }];
    assert_eq!(graces.heard().await, heard);
    assert_eq!(adas_laptop.heard().await, heard);
    assert_eq!(adas_phone.heard().await, heard);
}

/// Scenario 44, Scenario 46, Scenario 58: for those who look on.
#[tokio::test]
async fn what_happens_to_a_message_is_heard_in_the_order_it_happened() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut graces = grace.watches(room).await;

    let said = ada.says(room, "Morning").await;
    let boost = grace.boosts(&said, "☕").await;
    let edited = ada.edits(&said, "Good morning").await;
    grace.tries_to_take_back_boost(&boost).await.is(StatusCode::NO_CONTENT);
    ada.takes_back(&said).await;

    let (room_id, message_id) = (room, said.id);
    // Whoever files an edit under its message loses no boost by it.
    assert_eq!(edited.boosts, std::slice::from_ref(&boost));
    assert_eq!(
        graces.heard().await,
        [
            ServerFrame::MessageCreated { message: said },
            ServerFrame::BoostCreated { room_id, boost: boost.clone() },
            ServerFrame::MessageUpdated { message: edited },
            ServerFrame::BoostDeleted { room_id, message_id, boost_id: boost.id },
            ServerFrame::MessageDeleted { room_id, message_id },
        ]
    );
}

#[tokio::test]
async fn who_does_not_follow_a_room_hears_that_there_is_something_and_not_what() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut graces = grace.connects().await;

    let said = ada.says(room, "Morning").await;
    ada.boosts(&said, "☕").await;
    ada.edits(&said, "Good morning").await;
    ada.takes_back(&said).await;

    assert_eq!(
        graces.heard().await,
        [ServerFrame::Unread { room_id: room, unread_count: 1, unread_mentions: 0 }]
    );
}

/// Scenario 67.
#[tokio::test]
async fn of_a_private_room_those_outside_hear_nothing_at_all() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let eve = campfire.person("Eve").await;
    let mut graces = grace.connects().await;
    let mut administrators = ada.connects().await;
    let mut outsiders = eve.connects().await;
    hush([&mut graces, &mut administrators, &mut outsiders]).await;

    let closed = campfire.room_of(&[&grace, &joan]).await;
    let direct = campfire.direct(&grace, &joan).await;
    for room in [closed, direct] {
        for ears in [&mut administrators, &mut outsiders] {
            assert_eq!(refusal_of_following(ears, room).await, ErrorCode::NotFound);
        }
        graces.follow(room, None).await;
        graces.looks_at(room).await;
        graces.types_in(room).await;
        let message = grace.says(room, "Between you and me, @Joan").await;
        grace.boosts(&message, "🤫").await;
        grace.edits(&message, "Forget it").await;
        grace.takes_back(&message).await;
        joan.has_read(room).await.is(StatusCode::OK);
        joan.wants_to_hear(room, "nothing").await.is(StatusCode::OK);
    }
    grace.tries_to_change(closed, json!({ "name": "Ours" })).await.is(StatusCode::OK);
    grace.tries_to_send_away(closed, &joan).await.is(StatusCode::NO_CONTENT);
    grace.tries_to_ask_in(closed, &[&joan]).await.succeeds();
    joan.tries_to_leave(closed).await.is(StatusCode::NO_CONTENT);
    grace.tries_to_delete_room(closed).await.is(StatusCode::NO_CONTENT);
    grace.tries_to_delete_room(direct).await.is(StatusCode::NO_CONTENT);

    let removed = |frame: &ServerFrame| matches!(frame, ServerFrame::RoomRemoved { .. });
    assert_eq!(graces.heard().await.iter().filter(|frame| removed(frame)).count(), 2);
    assert_eq!(administrators.heard().await, []);
    assert_eq!(outsiders.heard().await, []);
}

async fn refusal_of_following(ears: &mut Ears, room: campfire_proto::RoomId) -> ErrorCode {
    let subscribe =
        campfire_proto::ClientFrame::Subscribe { room_id: room, last_seen_message_id: None };
    ears.send(&subscribe).await;
    match ears.next().await {
        ServerFrame::Error { code, room_id, .. } => {
            assert_eq!(room_id, Some(room));
            code
        }
        other => panic!("followed a foreign room: {other:?}"),
    }
}

#[tokio::test]
async fn what_is_refused_is_heard_by_nobody() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.room_of(&[&grace, &joan, &ada]).await;
    let said = grace.says(room, "Mine").await;
    let boost = grace.boosts(&said, "👍").await;
    let mut graces = grace.watches(room).await;
    let mut joans = joan.watches(room).await;
    hush([&mut graces, &mut joans]).await;

    joan.tries_to_say(room, "  \n ").await.refuses("content");
    joan.tries_to_say_once(room, "Me too", &said.client_message_id).await.conflicts();
    joan.tries_to_edit(&said, "Hers").await.is_forbidden();
    joan.tries_to_take_back(&said).await.is_forbidden();
    joan.tries_to_boost(&said, "seventeen letters").await.refuses("content");
    joan.tries_to_take_back_boost(&boost).await.is_not_found();
    joan.tries_to_change(room, json!({ "name": "Hers" })).await.is_forbidden();
    joan.tries_to_send_away(room, &grace).await.is_forbidden();
    joan.tries_to_delete_room(room).await.is_forbidden();
    joan.wants_to_hear(room, "whatever").await.refuses("involvement");
    joan.put("/api/user/profile", json!({ "name": " " })).await.refuses("name");
    joan.put("/api/account", json!({ "name": "Hers" })).await.is_forbidden();
    let demotion = json!({ "role": "member" });
    ada.put(format_args!("/api/users/{}/role", ada.id), demotion).await.conflicts();

    assert_eq!(graces.heard().await, []);
    assert_eq!(joans.heard().await, []);
}

#[tokio::test]
async fn a_retry_is_not_heard_again() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.tries_to_say_once(room, "Hello?", "once").await.is(StatusCode::CREATED);
    let mut watching = grace.watches(room).await;
    let mut elsewhere = campfire.another_device_of(&grace).await.connects().await;
    watching.looks_away_from(room).await;
    hush([&mut watching, &mut elsewhere]).await;

    ada.tries_to_say_once(room, "Hello?", "once").await.is(StatusCode::OK);

    assert_eq!(watching.heard().await, []);
    assert_eq!(elsewhere.heard().await, []);
}

#[tokio::test]
async fn whoever_talks_at_once_all_hear_it_in_one_order() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.room_of(&[&ada, &grace, &joan]).await;
    let mut listeners = [ada.watches(room).await, grace.watches(room).await];
    for ears in &mut listeners {
        ears.heard().await;
    }

    let talk = |person: Person| async move {
        for n in 0..20 {
            person.says(room, &format!("{} says {n}", person.user.name)).await;
        }
    };
    tokio::join!(talk(ada.clone()), talk(grace.clone()), talk(joan.clone()));

    let mut in_order: Vec<MessageId> = Vec::new();
    for message in ada.reads_page(room, "limit=100").await.messages {
        in_order.push(message.id);
    }
    assert_eq!(in_order.len(), 60);
    for ears in &mut listeners {
        assert_eq!(ids_of(ears.heard().await), in_order);
    }
}

fn ids_of(frames: Vec<ServerFrame>) -> Vec<MessageId> {
    let id = |frame| match frame {
        ServerFrame::MessageCreated { message } => message.id,
        other => panic!("only messages were to be heard, not {other:?}"),
    };
    frames.into_iter().map(id).collect()
}

/// Scenario 70.
#[tokio::test]
async fn who_types_is_seen_by_the_others_until_it_is_said() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let phone = campfire.another_device_of(&ada).await;
    let mut adas = ada.watches(room).await;
    let mut adas_phone = phone.watches(room).await;
    let mut graces = grace.watches(room).await;
    hush([&mut adas, &mut adas_phone, &mut graces]).await;

    adas.types_in(room).await;
    assert_eq!(graces.next().await, typing(&ada, room, TypingState::Start));
    let message = ada.says(room, "Done").await;

    let said = ServerFrame::MessageCreated { message };
    assert_eq!(graces.heard().await, [typing(&ada, room, TypingState::Stop), said.clone()]);
    assert_eq!(adas.heard().await, std::slice::from_ref(&said), "nobody watches themself type");
    assert_eq!(adas_phone.heard().await, [said]);
}

/// Scenario 70: or until they fall silent.
#[tokio::test]
async fn who_stops_typing_is_seen_to_stop() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut adas = ada.watches(room).await;
    let mut graces = grace.watches(room).await;
    hush([&mut adas, &mut graces]).await;

    adas.types_in(room).await;
    adas.stops_typing_in(room).await;
    adas.heard().await;
    let both = [typing(&ada, room, TypingState::Start), typing(&ada, room, TypingState::Stop)];
    assert_eq!(graces.heard().await, both);

    // A second later they start again, and the train enters a tunnel.
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(2)).await;
    tokio::time::resume();
    adas.types_in(room).await;
    assert_eq!(graces.next().await, both[0]);
    drop(adas);
    assert_eq!(graces.next().await, both[1]);
}

#[tokio::test]
async fn nobody_types_where_they_do_not_listen() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let mut graces = grace.watches(room).await;
    let mut eves = eve.connects().await;
    hush([&mut graces, &mut eves]).await;

    eves.types_in(room).await;

    let refused = eves.heard().await;
    assert!(
        matches!(&refused[..], [ServerFrame::Error { code: ErrorCode::NotFound, .. }]),
        "{refused:?}"
    );
    assert_eq!(graces.heard().await, []);
}

fn typing(who: &Person, room: campfire_proto::RoomId, state: TypingState) -> ServerFrame {
    let user = campfire_proto::frame::Typist { id: who.id, name: who.user.name.clone() };
    ServerFrame::Typing { room_id: room, user, state }
}

/// Scenario 84: what a banned person said vanishes before everybody's eyes.
#[tokio::test]
async fn a_ban_takes_away_what_was_said_in_every_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let eve = campfire.person("Eve").await;
    let shared = campfire.room_of(&[&ada, &eve]).await;
    let direct = campfire.direct(&grace, &eve).await;
    let insult = eve.says(shared, "rude words").await;
    let another = eve.says(direct, "more rude words").await;
    let kept = ada.says(shared, "Please").await;
    let boost = eve.boosts(&kept, "😈").await;
    let mut adas = ada.watches(shared).await;
    let mut graces = grace.watches(direct).await;
    hush([&mut adas, &mut graces]).await;

    ada.post(format_args!("/api/users/{}/ban", eve.id), json!({})).await.succeeds();

    let vanished = |message: &campfire_proto::Message| ServerFrame::MessageDeleted {
        room_id: message.room_id,
        message_id: message.id,
    };
    assert!(adas.heard().await.contains(&vanished(&insult)));
    let graces = graces.heard().await;
    assert!(graces.contains(&vanished(&another)));
    assert!(!graces.contains(&vanished(&insult)), "that was in another room");
    let boosts = ada.looks_at(kept.id).await.boosts;
    assert_eq!(boosts.iter().map(|boost| boost.id).collect::<Vec<_>>(), [boost.id]);
}
