//! Who is there, who is who, and what the account is: news for everybody's sockets.

use campfire_proto::{Account, Role, ServerFrame, Status, User};
use campfire_tests::{Ears, Person, StatusCode, TestCampfire, hush};
use serde_json::json;

fn online(person: &Person, online: bool) -> ServerFrame {
    ServerFrame::Presence { user_id: person.id, online }
}

#[tokio::test]
async fn somebody_is_online_from_their_first_socket_to_their_last() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let mut adas = ada.connects().await;
    assert_eq!(adas.online, [ada.id]);

    let laptop = grace.connects().await;
    let phone = campfire.another_device_of(&grace).await.connects().await;

    let mut snapshot = phone.online.clone();
    snapshot.sort();
    assert_eq!(snapshot, [ada.id, grace.id]);
    assert_eq!(adas.heard().await, [online(&grace, true)], "a second device is no news");
    drop(laptop);
    // That it ended is no news either: what ends after it is heard, and nothing before that.
    let joan = campfire.person("Joan").await;
    adas.heard().await;
    drop(joan.connects().await);
    assert_eq!(adas.next().await, online(&joan, true));
    assert_eq!(adas.next().await, online(&joan, false));
    drop(phone);
    assert_eq!(adas.next().await, online(&grace, false));
}

#[tokio::test]
async fn who_somebody_is_reaches_everybody_and_their_email_nobody() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let mut adas = ada.connects().await;
    let mut graces = grace.connects().await;
    hush([&mut adas, &mut graces]).await;
    let ways = [
        (&grace, "/api/user/profile".to_owned(), json!({ "name": "Admiral Grace" })),
        (&grace, "/api/user/profile".to_owned(), json!({ "bio": "Nanoseconds" })),
        (&ada, format!("/api/users/{}/role", grace.id), json!({ "role": "administrator" })),
        (&ada, format!("/api/users/{}/role", grace.id), json!({ "role": "member" })),
    ];

    for (who, path, change) in ways {
        let changed: User = who.put(path, change).await.is(StatusCode::OK).holds();

        let user = User { email: None, ..changed };
        for ears in [&mut adas, &mut graces] {
            assert_eq!(ears.heard().await, [ServerFrame::UserUpdated { user: user.clone() }]);
        }
    }
}

#[tokio::test]
async fn who_is_shut_out_or_let_in_again_is_seen_to_be() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let eve = campfire.person("Eve").await;
    let mut graces = grace.connects().await;
    let ban = format!("/api/users/{}/ban", eve.id);

    ada.post(&ban, json!({})).await.succeeds();
    assert_eq!(statuses(&mut graces).await, [(eve.id, Status::Banned)]);
    ada.delete(&ban).await.succeeds();
    assert_eq!(statuses(&mut graces).await, [(eve.id, Status::Active)]);
    ada.delete(format_args!("/api/users/{}", eve.id)).await.succeeds();

    assert_eq!(statuses(&mut graces).await, [(eve.id, Status::Deactivated)]);
}

async fn statuses(ears: &mut Ears) -> Vec<(campfire_proto::UserId, Status)> {
    let status = |frame| match frame {
        ServerFrame::UserUpdated { user } => (user.id, user.status),
        other => panic!("only people were to change, not {other:?}"),
    };
    ears.heard().await.into_iter().map(status).collect()
}

#[tokio::test]
async fn who_joins_is_news_and_hears_nothing_of_before() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let mut adas = ada.watches(room).await;
    ada.says(room, "Before Joan").await;
    hush([&mut adas]).await;

    let joan = campfire.person("Joan").await;
    let user = User { email: None, ..joan.user.clone() };
    assert_eq!(adas.heard().await, [ServerFrame::UserUpdated { user }]);
    let mut joans = joan.listens_to(room).await;

    assert_eq!(joans.heard().await, []);
    assert_eq!(joan.membership_of(room).await.unread_count, 0);
}

#[tokio::test]
async fn what_the_account_is_reaches_all_people_and_no_bot() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let robot = campfire.person("Robot").await;
    campfire.stage("update users set role = 'bot' where name = 'Robot'").await;
    let mut graces = grace.connects().await;
    let mut robots = robot.connects().await;
    hush([&mut graces, &mut robots]).await;

    let renamed = ada.put("/api/account", json!({ "name": "Navy" })).await;
    let replaced = ada.post("/api/account/join_code", json!({})).await;
    let styled = ada.put("/api/account/custom_styles", json!({ "custom_styles": "a {}" })).await;

    let told = [renamed, replaced, styled].map(|answer| ServerFrame::AccountUpdated {
        account: answer.is(StatusCode::OK).holds::<Account>(),
    });
    assert_eq!(graces.heard().await, told);
    let ServerFrame::AccountUpdated { account } = &told[2] else { unreachable!() };
    assert_ne!(account.join_code.as_deref(), Some(campfire.join_code().as_str()));
    assert_eq!(robots.heard().await, [], "a bot invites nobody");
    // It isn't deaf: what concerns it too, it hears.
    ada.put(format_args!("/api/users/{}/role", grace.id), json!({ "role": "administrator" }))
        .await
        .is(StatusCode::OK);
    let heard = robots.heard().await;
    assert!(
        matches!(&heard[..], [ServerFrame::UserUpdated { user }] if user.role == Role::Administrator),
        "{heard:?}"
    );
}
