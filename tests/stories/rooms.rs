//! Rooms: making, changing and deleting them, and not knowing of them.

use campfire_proto::{Involvement, Room, RoomType};
use campfire_tests::{Method, Person, StatusCode, TestCampfire};
use serde_json::json;

/// Scenario 18.
#[tokio::test]
async fn everyone_is_in_an_open_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let room = campfire.open_room(&grace).await;

    assert_eq!(ada.sees_members_of(room).await, [ada.id, grace.id]);
    assert!(ada.has_in_the_list(room).await);
    let joan = campfire.person("Joan").await;
    assert!(joan.has_in_the_list(room).await);
}

/// Scenario 19.
#[tokio::test]
async fn a_closed_room_holds_its_creator_and_those_asked_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let eve = campfire.person("Eve").await;

    let room = campfire.room_of(&[&grace, &joan, &ada]).await;

    assert_eq!(ada.sees_members_of(room).await, [ada.id, grace.id, joan.id]);
    for member in [&ada, &grace, &joan] {
        assert_eq!(member.membership_of(room).await.involvement, Involvement::Mentions);
    }
    assert!(!eve.has_in_the_list(room).await);
}

/// Scenario 31.
#[tokio::test]
async fn a_room_does_not_exist_for_those_outside_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&grace]).await;
    let message = grace.says(room, "secret").await;
    let boost = grace.boosts(&message, "🤫").await;
    let doors = [
        (Method::GET, format!("/api/rooms/{room}")),
        (Method::PUT, format!("/api/rooms/{room}")),
        (Method::DELETE, format!("/api/rooms/{room}")),
        (Method::GET, format!("/api/rooms/{room}/memberships")),
        (Method::POST, format!("/api/rooms/{room}/memberships")),
        (Method::DELETE, format!("/api/rooms/{room}/memberships/{}", grace.id)),
        (Method::GET, format!("/api/rooms/{room}/involvement")),
        (Method::PUT, format!("/api/rooms/{room}/involvement")),
        (Method::POST, format!("/api/rooms/{room}/read")),
        (Method::GET, format!("/api/rooms/{room}/messages")),
        (Method::POST, format!("/api/rooms/{room}/messages")),
        (Method::GET, format!("/api/messages/{}", message.id)),
        (Method::PUT, format!("/api/messages/{}", message.id)),
        (Method::DELETE, format!("/api/messages/{}", message.id)),
        (Method::POST, format!("/api/messages/{}/boosts", message.id)),
        (Method::DELETE, format!("/api/messages/{}/boosts/{}", message.id, boost.id)),
        (Method::GET, format!("/api/search/messages?q=secret&room_id={room}")),
        (Method::GET, format!("/api/users?room_id={room}")),
    ];

    for (method, path) in doors {
        let unknown = path
            .replace(&format!("/rooms/{room}"), "/rooms/4711")
            .replace(&format!("room_id={room}"), "room_id=4711")
            .replace(&format!("/messages/{}", message.id), "/messages/4711");
        let body = json!({ "content": "hello", "name": "Ours", "user_ids": [ada.id],
            "involvement": "everything" });
        let answer_of = |path: &str| {
            let request = ada.caller().request(method.clone(), path);
            let request = if method == Method::GET { request } else { request.json(&body) };
            let caller = ada.caller().clone();
            async move { caller.asks(request).await }
        };

        let foreign = answer_of(&path).await.is_not_found();
        let nothing = answer_of(&unknown).await.is_not_found();

        assert_eq!(foreign.body, nothing.body, "{method} {path} tells the two apart");
    }
    assert_eq!(grace.sees_in(room).await, ["secret"]);
}

/// Scenario 23.
#[tokio::test]
async fn creators_and_administrators_rename_a_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.open_room(&grace).await;

    joan.tries_to_change(room, json!({ "name": "Joan's" })).await.is_forbidden();
    assert_eq!(joan.room(room).await.name, "Town hall");
    grace.tries_to_change(room, json!({ "name": "Grace's" })).await.is(StatusCode::OK);
    assert_eq!(joan.room(room).await.name, "Grace's");
    ada.tries_to_change(room, json!({ "name": " Ada's " })).await.is(StatusCode::OK);
    assert_eq!(joan.room(room).await.name, "Ada's");
}

/// Scenario 24.
#[tokio::test]
async fn an_open_room_closes_around_those_who_are_named() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.open_room(&ada).await;
    let change = json!({ "room_type": "closed", "member_ids": [ada.id, grace.id] });

    let answer = ada.tries_to_change(room, change).await.is(StatusCode::OK);

    assert_eq!(answer.holds::<Room>().room_type, RoomType::Closed);
    assert_eq!(ada.sees_members_of(room).await, [ada.id, grace.id]);
    joan.tries_to_enter(room).await.is_not_found();
}

#[tokio::test]
async fn closing_a_room_without_naming_anybody_keeps_its_members() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.open_room(&ada).await;

    ada.tries_to_change(room, json!({ "room_type": "closed" })).await.is(StatusCode::OK);

    let joan = campfire.person("Joan").await;
    assert_eq!(grace.sees_members_of(room).await, [ada.id, grace.id]);
    joan.tries_to_enter(room).await.is_not_found();
}

/// Scenario 25.
#[tokio::test]
async fn a_closed_room_that_opens_holds_everyone() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada]).await;

    ada.tries_to_change(room, json!({ "room_type": "open" })).await.is(StatusCode::OK);

    assert_eq!(grace.sees_members_of(room).await, [ada.id, grace.id]);
}

/// Scenario 29.
#[tokio::test]
async fn a_room_is_deleted_by_its_creator_or_an_administrator() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    let room = campfire.open_room(&grace).await;
    let message = joan.says(room, "ephemeral").await;

    joan.tries_to_delete_room(room).await.is_forbidden();
    grace.tries_to_delete_room(room).await.is(StatusCode::NO_CONTENT);

    for person in [&ada, &grace, &joan] {
        assert!(!person.has_in_the_list(room).await);
        person.tries_to_enter(room).await.is_not_found();
        person.get(format_args!("/api/messages/{}", message.id)).await.is_not_found();
        assert!(person.finds("ephemeral").await.is_empty());
    }
    joan.tries_to_say(room, "anyone?").await.is_not_found();
    let another = campfire.open_room(&joan).await;
    ada.tries_to_delete_room(another).await.is(StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn rooms_are_listed_by_name_and_directs_by_what_happened_last() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let joan = campfire.person("Joan").await;
    for name in ["zebra", "Aardvark", "monkey"] {
        ada.makes(json!({ "name": name, "room_type": "closed" })).await;
    }
    let with_grace = campfire.direct(&ada, &grace).await;
    let with_joan = campfire.direct(&ada, &joan).await;
    campfire.stage("update rooms set updated_at = 1, last_message_at = null").await;
    joan.says(with_joan, "first").await;
    campfire
        .stage("update rooms set updated_at = 1, last_message_at = 1 where last_message_at > 1")
        .await;

    grace.says(with_grace, "second").await;

    let rooms = ada.rooms().await;
    let directs: Vec<_> = rooms.iter().filter(|r| r.room_type == RoomType::Direct).collect();
    let others: Vec<_> = rooms.iter().filter(|r| r.room_type != RoomType::Direct).collect();
    assert_eq!(directs.iter().map(|room| room.id).collect::<Vec<_>>(), [with_grace, with_joan]);
    let names: Vec<_> = others.iter().map(|room| room.name.as_str()).collect();
    assert_eq!(names, ["Aardvark", "All Talk", "monkey", "zebra"]);
}

#[tokio::test]
async fn a_room_has_a_name_that_people_can_read() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    for name in ["", "  ", "\u{200b}", "a\nb", "a\u{7}b", &"é".repeat(101)] {
        let body = json!({ "name": name, "room_type": "closed" });
        ada.post("/api/rooms", body).await.refuses("name");
        ada.tries_to_change(room, json!({ "name": name })).await.refuses("name");
    }

    ada.post("/api/rooms", json!({ "room_type": "open" })).await.refuses("name");
    ada.makes(json!({ "name": "é".repeat(100), "room_type": "closed" })).await;
    assert_eq!(ada.room(room).await.name, "Between us");
}

#[tokio::test]
async fn a_room_of_no_known_kind_is_refused() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    let unknown = ada.post("/api/rooms", json!({ "name": "x", "room_type": "secret" })).await;

    assert!(unknown.status.is_client_error());
    unknown.is_a_proper_refusal();
    assert_eq!(ada.all_rooms().await.len(), 1);
}

#[tokio::test]
async fn people_nobody_knows_cannot_be_asked_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let body = json!({ "name": "x", "room_type": "closed", "initial_members": [4711] });

    let answer = ada.post("/api/rooms", body).await;

    answer.refuses("initial_members");
    assert_eq!(ada.all_rooms().await.len(), 1);
}

#[tokio::test]
async fn a_list_says_of_each_room_what_it_is_to_the_one_who_asks() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    grace.wants_to_hear(room, "invisible").await.is(StatusCode::OK);
    ada.says(room, "one").await;

    let seen_by = async |person: &Person| {
        person.all_rooms().await.into_iter().find(|known| known.id == room).unwrap()
    };
    let (adas, graces) = (seen_by(&ada).await, seen_by(&grace).await);

    assert_eq!(adas.membership.involvement, Involvement::Mentions);
    assert_eq!(graces.membership.involvement, Involvement::Invisible);
    assert_eq!(adas.members, None, "a list of rooms is no list of people");
    let members = ada.room(room).await.members.unwrap();
    assert_eq!(members.iter().map(|user| user.id).collect::<Vec<_>>(), [ada.id, grace.id]);
    assert_eq!(grace.finds("one").await, ["one"], "hidden isn't lost");
}
