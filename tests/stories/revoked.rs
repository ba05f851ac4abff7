//! What was taken away is gone when the answer comes, however much of it the server has at hand.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use campfire_proto::{Name, Role, RoomId};
use campfire_server::{
    domain::{
        Operation,
        account::{ChangeAccount, ChangeStyles, ReplaceJoinCode, Styles},
        bans::{BanPerson, LiftBan},
        bots::{ChangeBot, CreateBot, RemoveBot, ResetKey, WebhookChange},
        roles::{ChangeRole, RemovePerson},
    },
    error::Error,
};
use campfire_tests::{PASSWORD, Person, StatusCode, TestCampfire};
use serde_json::json;
use tokio::task::JoinSet;

/// Reads and writes, twice, so that everything about this person and room is at hand.
async fn feels_at_home(person: &Person, room: RoomId) {
    for _ in 0..2 {
        person.tries_to_say(room, "still here").await.is(StatusCode::CREATED);
        person.tries_to_read(room, "").await.is(StatusCode::OK);
    }
}

async fn is_a_stranger(person: &Person, room: RoomId) {
    person.tries_to_read(room, "").await.is(StatusCode::UNAUTHORIZED);
    person.tries_to_say(room, "still here?").await.is(StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_device_that_is_signed_out_does_nothing_more() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let phone = campfire.another_device_of(&ada).await;
    feels_at_home(&phone, room).await;

    phone.post("/api/auth/logout", json!({})).await.is(StatusCode::NO_CONTENT);

    is_a_stranger(&phone, room).await;
    feels_at_home(&ada, room).await;
}

#[tokio::test]
async fn a_new_password_shuts_the_other_devices_out() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let phone = campfire.another_device_of(&ada).await;
    feels_at_home(&phone, room).await;

    let change = json!({ "password": "another long one", "current_password": PASSWORD });
    ada.put("/api/user/profile", change).await.is(StatusCode::OK);

    is_a_stranger(&phone, room).await;
    feels_at_home(&ada, room).await;
}

#[tokio::test]
async fn whoever_is_banned_or_removed_is_a_stranger_at_once() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada, &grace, &eve]).await;
    feels_at_home(&grace, room).await;
    feels_at_home(&eve, room).await;

    ada.post(format!("/api/users/{}/ban", grace.id), json!({})).await.is(StatusCode::OK);
    ada.delete(format!("/api/users/{}", eve.id)).await.is(StatusCode::NO_CONTENT);

    is_a_stranger(&grace, room).await;
    is_a_stranger(&eve, room).await;
}

#[tokio::test]
async fn an_administrator_who_is_one_no_more_administers_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let role =
        |role: &str| ada.put(format!("/api/users/{}/role", grace.id), json!({ "role": role }));
    role("administrator").await.is(StatusCode::OK);
    grace.get("/api/bots").await.is(StatusCode::OK);

    role("member").await.is(StatusCode::OK);

    grace.get("/api/bots").await.is(StatusCode::FORBIDDEN);
}

/// As if the request had been let in the moment before.
async fn comes_too_late<O: Operation>(campfire: &TestCampfire, change: O) {
    let refused = campfire.house().writer.perform(change).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{}", std::any::type_name::<O>());
}

#[tokio::test]
async fn an_administrator_who_is_one_no_more_changes_nothing_that_was_under_way() {
    let campfire = &TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let (by, person) = (campfire.person("Grace").await.id, campfire.person("Eve").await.id);
    let outcast = campfire.person("Mallory").await.id;
    let bot = campfire.bot(&ada, "Robot").await.person.id;
    ada.post(format!("/api/users/{outcast}/ban"), json!({})).await.is(StatusCode::OK);
    let (features, signing_key) = (campfire.house().config.features, vec![0; 32]);
    let name = Name::parse("name", "Mine").unwrap();
    let styles = Styles::parse("body { display: none }".to_owned()).unwrap();

    comes_too_late(campfire, ChangeRole { by, person: by, role: Role::Administrator }).await;
    comes_too_late(campfire, RemovePerson { by, person }).await;
    comes_too_late(campfire, BanPerson { by, person }).await;
    comes_too_late(campfire, LiftBan { by, person: outcast }).await;
    let renamed = Some(name.clone());
    comes_too_late(campfire, ChangeAccount { by, name: renamed, settings: None, features }).await;
    comes_too_late(campfire, ReplaceJoinCode { by, features }).await;
    comes_too_late(campfire, ChangeStyles { by, styles, features }).await;
    let (webhook, renamed) = (WebhookChange::Remove, Some(name.clone()));
    comes_too_late(campfire, ChangeBot { by, bot, name: renamed, webhook }).await;
    comes_too_late(campfire, ResetKey { by, bot, signing_key: signing_key.clone() }).await;
    let webhook = WebhookChange::Keep;
    comes_too_late(campfire, CreateBot { by, name, webhook, signing_key }).await;
    comes_too_late(campfire, RemoveBot { by, bot }).await;
}

/// Those who stay have read it since, so that it is at hand.
#[tokio::test]
async fn a_page_that_others_read_is_not_for_who_was_sent_away() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    feels_at_home(&grace, room).await;

    ada.tries_to_send_away(room, &grace).await.is(StatusCode::NO_CONTENT);
    feels_at_home(&ada, room).await;

    grace.tries_to_read(room, "").await.is(StatusCode::NOT_FOUND);
}

/// A crowd asks without a pause while somebody is sent away and asked in again.
#[tokio::test]
async fn no_page_that_is_asked_for_after_a_removal_is_answered() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = Arc::new(campfire.person("Grace").await);
    let room = campfire.room_of(&[&ada, &grace]).await;
    for _ in 0..10 {
        feels_at_home(&grace, room).await;
        let sent_away = Arc::new(AtomicBool::new(false));
        let mut crowd = JoinSet::new();
        for _ in 0..4 {
            let (grace, sent_away) = (Arc::clone(&grace), Arc::clone(&sent_away));
            crowd.spawn(async move {
                loop {
                    let was_sent_away = sent_away.load(Ordering::SeqCst);
                    let answer = grace.tries_to_read(room, "").await;
                    if was_sent_away {
                        answer.is(StatusCode::NOT_FOUND);
                        return;
                    }
                }
            });
        }

        ada.tries_to_send_away(room, &grace).await.is(StatusCode::NO_CONTENT);
        sent_away.store(true, Ordering::SeqCst);

        while let Some(asked) = crowd.join_next().await {
            asked.unwrap();
        }
        ada.tries_to_ask_in(room, &[&grace]).await.succeeds();
    }
}

/// A page that is at hand says what holds: what was said, changed, boosted and taken back.
#[tokio::test]
async fn a_page_is_never_older_than_what_was_answered() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    let said = ada.says(room, "first").await;
    assert_eq!(ada.sees_in(room).await, ["first"]);
    ada.edits(&said, "second").await;
    assert_eq!(ada.sees_in(room).await, ["second"]);
    let boost = ada.boosts(&said, "👍").await;
    assert_eq!(ada.reads(room).await.messages[0].boosts.len(), 1);
    ada.tries_to_take_back_boost(&boost).await.is(StatusCode::NO_CONTENT);
    assert!(ada.reads(room).await.messages[0].boosts.is_empty());
    ada.put("/api/user/profile", json!({ "name": "Countess" })).await.is(StatusCode::OK);
    assert_eq!(ada.reads(room).await.messages[0].creator.name, "Countess");
    ada.takes_back(&said).await;

    assert!(ada.sees_in(room).await.is_empty());
}
