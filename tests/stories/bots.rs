//! Bots: how administrators make them, what their keys open, and when they don't any more.

use campfire_proto::{BotWithKey, ErrorCode, Role, RoomId, ServerFrame, Status, bot::Bots};
use campfire_tests::{Person, Robot, StatusCode, TestCampfire, hush};
use serde_json::json;

async fn bots(administrator: &Person) -> Vec<(String, Option<String>)> {
    let bots: Bots = administrator.get("/api/bots").await.is(StatusCode::OK).holds();
    bots.bots.into_iter().map(|bot| (bot.name, bot.webhook_url)).collect()
}

async fn resets_key_of(administrator: &Person, robot: &Robot) -> BotWithKey {
    let path = format!("/api/bots/{}/key", robot.person.id);
    administrator.post(path, json!({})).await.is(StatusCode::OK).holds()
}

#[tokio::test]
async fn a_bot_is_in_every_open_room_and_marked_as_one() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let hall = campfire.open_room(&ada).await;
    let closed = campfire.room_of(&[&ada]).await;

    let robot = campfire.bot(&ada, "Robot").await;

    assert_eq!(robot.person.user.role, Role::Bot);
    assert!(ada.sees_members_of(hall).await.contains(&robot.person.id));
    assert!(!ada.sees_members_of(closed).await.contains(&robot.person.id));
    let said = ada.says(hall, "Good day @Robot").await;
    assert_eq!(said.mentions, [robot.person.id]);
    let answered = robot.person.says(hall, "Good day").await;
    assert_eq!(answered.creator.role, Role::Bot);
}

#[tokio::test]
async fn a_bot_comes_into_closed_rooms_and_directs_like_anybody() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let closed = campfire.room_of(&[&ada]).await;

    ada.tries_to_ask_in(closed, &[&robot.person]).await.is(StatusCode::CREATED);
    let direct = campfire.direct(&ada, &robot.person).await;
    let later = campfire.open_room(&ada).await;

    let rooms: Vec<RoomId> = robot.person.rooms().await.iter().map(|room| room.id).collect();
    for room in [closed, direct, later] {
        assert!(rooms.contains(&room), "{room} in {rooms:?}");
    }
}

#[tokio::test]
async fn everybody_hears_of_a_new_bot() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let mut graces = grace.connects().await;
    hush([&mut graces]).await;

    let robot = campfire.bot(&ada, "Robot").await;

    assert_eq!(graces.heard().await, [ServerFrame::UserUpdated { user: robot.person.user }]);
}

#[tokio::test]
async fn the_key_is_an_id_and_twelve_characters_and_kept_nowhere() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    let robot = campfire.bot(&ada, "Robot").await;

    let (id, secret) = robot.key.split_once('-').unwrap();
    assert_eq!(id, robot.person.id.to_string());
    assert_eq!(secret.len(), 12);
    assert!(secret.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{secret}");
    assert!(!ada.get("/api/bots").await.text().contains(secret));
    assert!(!ada.get("/api/users").await.text().contains(secret));
    let kept = campfire.bytes_on_disk();
    assert!(!kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()));
}

#[tokio::test]
async fn a_new_key_kills_the_old_one_at_once() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let mut ears = robot.person.connects().await;

    let again = campfire.robot_of(resets_key_of(&ada, &robot).await);

    robot.curls(room, "Anybody?").await.is_unauthenticated();
    robot.person.get("/api/rooms").await.is_unauthenticated();
    let (heard, code) = ears.hears_to_the_end().await;
    assert!(matches!(heard.last(), Some(ServerFrame::SessionEnded { .. })), "{heard:?}");
    assert_eq!(code, Some(4401));
    again.curls(room, "Here I am").await.is(StatusCode::CREATED);
    assert_eq!(ada.sees_in(room).await, ["Here I am"]);
}

#[tokio::test]
async fn keys_outlive_a_restart() {
    let mut campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;

    campfire.restart().await;

    robot.curls(room, "Still here").await.is(StatusCode::CREATED);
}

#[tokio::test]
async fn a_removed_bot_has_no_key_and_leaves_what_it_said() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    robot.curls(room, "Remember me").await.is(StatusCode::CREATED);
    let path = format!("/api/bots/{}", robot.person.id);

    ada.delete(&path).await.is(StatusCode::NO_CONTENT);

    robot.curls(room, "Anybody?").await.is_unauthenticated();
    robot.person.get("/api/auth/me").await.is_unauthenticated();
    assert_eq!(bots(&ada).await, []);
    let said = &ada.reads(room).await.messages[0];
    assert_eq!(said.content, "Remember me");
    assert_eq!(said.creator.status, Status::Deactivated);
    ada.delete(&path).await.is_not_found();
    ada.put(&path, json!({ "name": "Back" })).await.is_not_found();
    ada.post(format_args!("{path}/key"), json!({})).await.is_not_found();
}

#[tokio::test]
async fn a_bot_is_renamed_and_its_webhook_set_and_removed() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let path = format!("/api/bots/{}", robot.person.id);
    let hook = Some("http://10.0.0.7:9000/hook".to_owned());

    ada.put(&path, json!({ "name": "Deep Thought" })).await.is(StatusCode::OK);
    ada.put(&path, json!({ "webhook_url": hook })).await.is(StatusCode::OK);
    let named = bots(&ada).await;
    ada.put(&path, json!({ "name": "Eddie" })).await.is(StatusCode::OK);
    let renamed = bots(&ada).await;
    ada.put(&path, json!({ "webhook_url": "  " })).await.is(StatusCode::OK);

    assert_eq!(named, [("Deep Thought".to_owned(), hook.clone())]);
    assert_eq!(renamed, [("Eddie".to_owned(), hook)]);
    assert_eq!(bots(&ada).await, [("Eddie".to_owned(), None)]);
}

#[tokio::test]
async fn a_bot_needs_a_name_and_a_webhook_an_address() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot_with_webhook(&ada, "Robot", "").await;
    let path = format!("/api/bots/{}", robot.person.id);

    for name in ["", "  ", "\u{200b}", &"x".repeat(101), "a\nb"] {
        ada.post("/api/bots", json!({ "name": name })).await.refuses("name");
        ada.put(&path, json!({ "name": name })).await.refuses("name");
    }
    let long = format!("https://example.com/{}", "x".repeat(2_048));
    for url in ["example.com", "ftp://example.com", "https://", "javascript:alert(1)", &long] {
        let new = json!({ "name": "Other", "webhook_url": url });
        ada.post("/api/bots", new).await.refuses("webhook_url");
        ada.put(&path, json!({ "webhook_url": url })).await.refuses("webhook_url");
    }

    assert_eq!(bots(&ada).await, [("Robot".to_owned(), None)], "a blank address is none");
}

/// Scenario 85: the part on bots.
#[tokio::test]
async fn only_administrators_look_after_bots() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let path = format!("/api/bots/{}", robot.person.id);

    for other in [&grace, &robot.person] {
        other.get("/api/bots").await.is_forbidden();
        other.post("/api/bots", json!({ "name": "Mine" })).await.is_forbidden();
        other.put(&path, json!({ "name": "Mine" })).await.is_forbidden();
        other.post(format_args!("{path}/key"), json!({})).await.is_forbidden();
        other.delete(&path).await.is_forbidden();
    }

    campfire.stranger().get("/api/bots").await.is_unauthenticated();
    assert_eq!(bots(&ada).await, [("Robot".to_owned(), None)]);
    robot.person.get("/api/auth/me").await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_person_is_no_bot_whatever_the_address_says() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let path = format!("/api/bots/{}", grace.id);

    ada.put(&path, json!({ "name": "Robot" })).await.is_not_found();
    ada.post(format_args!("{path}/key"), json!({})).await.is_not_found();
    ada.delete(&path).await.is_not_found();
    ada.delete("/api/bots/4711").await.is_not_found();

    grace.get("/api/auth/me").await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_bot_is_removed_as_a_bot_and_not_as_a_person() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;

    ada.delete(format_args!("/api/users/{}", robot.person.id)).await.conflicts();

    robot.person.get("/api/auth/me").await.is(StatusCode::OK);
}

#[tokio::test]
async fn with_its_key_as_a_token_a_bot_talks_like_people_in_its_rooms() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let Robot { person: robot, .. } = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let foreign = campfire.room_of(&[&ada]).await;
    let secret = ada.says(foreign, "Between us").await;

    let said = robot.says(room, "Good day").await;
    let edited = robot.edits(&said, "Good evening").await;
    let boost = robot.boosts(&said, "👍").await;

    assert_eq!(robot.sees_in(room).await, ["Good evening"]);
    assert!(edited.edited);
    robot.tries_to_take_back_boost(&boost).await.is(StatusCode::NO_CONTENT);
    robot.takes_back(&said).await;
    let adas = ada.says(room, "Mine").await;
    robot.tries_to_edit(&adas, "Yours").await.is_forbidden();
    robot.tries_to_take_back(&adas).await.is_forbidden();
    robot.tries_to_say(foreign, "Let me in").await.is_not_found();
    robot.tries_to_read(foreign, "").await.is_not_found();
    robot.tries_to_boost(&secret, "👍").await.is_not_found();
    assert!(robot.rooms().await.iter().all(|known| known.id != foreign));
}

#[tokio::test]
async fn the_rest_is_for_people() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let Robot { person: robot, .. } = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;

    for path in [
        "/api/users",
        "/api/account",
        "/api/auth/sessions",
        "/api/user/profile",
        "/api/search/messages?q=x",
        "/api/searches",
        "/api/sounds",
        "/api/bots",
    ] {
        robot.get(path).await.is_forbidden();
    }
    for path in ["/api/rooms", "/api/auth/transfer", "/api/auth/refresh", "/api/auth/logout"] {
        robot.post(path, json!({ "name": "Mine", "room_type": "open" })).await.is_forbidden();
    }
    robot.wants_to_hear(room, "nothing").await.is_forbidden();
    robot.tries_to_delete_room(room).await.is_forbidden();
}

#[tokio::test]
async fn a_bot_knows_who_it_is_and_not_how_to_invite() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let Robot { person: robot, .. } = campfire.bot(&ada, "Robot").await;

    let me = robot.get("/api/auth/me").await.is(StatusCode::OK).json();

    assert_eq!(me["user"]["role"], "bot");
    assert_eq!(me["account"]["features"]["bot_integrations"], true);
    assert_eq!(me["account"]["join_code"], json!(null));
}

#[tokio::test]
async fn a_bot_hears_what_is_said_over_a_socket() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let Robot { person: robot, .. } = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let mut ears = robot.listens_to(room).await;
    hush([&mut ears]).await;

    let message = ada.says(room, "Good day").await;

    assert!(ears.heard().await.contains(&ServerFrame::MessageCreated { message }));
}

#[tokio::test]
async fn a_wrong_key_opens_no_door() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let other = campfire.bot(&ada, "Other").await;
    let room = campfire.all_talk(&ada).await;
    let (_, secret) = robot.key.split_once('-').unwrap();
    let id = robot.person.id;

    for wrong in [
        format!("{}-{secret}", ada.id),
        format!("{}-{secret}", other.person.id),
        format!("{id}-{}", "A".repeat(12)),
        format!("{id}-{}", &secret[1..]),
        format!("{id}-{secret}0"),
        format!("{id}-"),
        format!("{}-", ada.id),
        format!("0{id}-{secret}"),
        format!("9999999999999999999-{secret}"),
        secret.to_owned(),
        ada.token.clone(),
    ] {
        let path = format!("/rooms/{room}/{wrong}/messages");
        let posted = robot.sends("POST".parse().unwrap(), &path, "text/html", "hi").await;
        posted.refuses_with(StatusCode::UNAUTHORIZED, ErrorCode::Unauthenticated);
        robot.gets(&path).await.is_unauthenticated();
        if wrong != ada.token {
            campfire.holder_of(&wrong).get("/api/rooms").await.is_unauthenticated();
        }
    }

    assert_eq!(ada.sees_in(room).await, [""; 0]);
}
