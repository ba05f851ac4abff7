//! Signing in and out, as open sockets live through it: what ends a session ends its sockets, and
//! no others.

use campfire_proto::{ClientFrame, CloseCode, ErrorCode, ServerFrame, Session, session::Sessions};
use campfire_tests::{Answer, Ears, Method, PASSWORD, Person, StatusCode, TestCampfire, hush};
use serde_json::json;

/// Says goodbye with a reason, as the last thing of all, and closes.
async fn ends(ears: &mut Ears) {
    let (frames, code) = ears.hears_to_the_end().await;
    let Some(ServerFrame::SessionEnded { reason }) = frames.last() else {
        panic!("the last thing heard was {frames:?}");
    };
    assert!(!reason.is_empty());
    assert_eq!(code, Some(CloseCode::Unauthenticated.number()));
}

async fn goes_on(ears: &mut Ears) {
    let heard = ears.heard().await;
    let ended = heard.iter().any(|frame| matches!(frame, ServerFrame::SessionEnded { .. }));
    assert!(!ended, "{heard:?}");
}

/// Knocks at the socket's door as a browser does.
async fn knocks(campfire: &TestCampfire, headers: &[(&str, &str)]) -> Answer {
    let stranger = campfire.stranger();
    let mut request = stranger
        .request(Method::GET, "/ws")
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    stranger.asks(request).await
}

/// Scenario 69.
#[tokio::test]
async fn a_socket_asks_who_is_there() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let site = campfire.stranger().site();
    let cookie = ada.cookie();

    knocks(&campfire, &[("cookie", "session_token=nobodys"), ("origin", &site)])
        .await
        .is_unauthenticated();
    knocks(&campfire, &[("authorization", "Bearer nobodys")]).await.is_unauthenticated();
    let foreign = [("cookie", cookie.as_str()), ("origin", "https://elsewhere.example")];
    knocks(&campfire, &foreign).await.is(StatusCode::FORBIDDEN);
}

/// Scenario 69: who doesn't say who they are may wait a little, and hears nothing meanwhile.
#[tokio::test]
async fn a_stranger_hears_nothing_and_may_say_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let mut strangers = campfire.strange_ears().await;

    ada.says(room, "Only for us").await;
    campfire.open_room(&ada).await;
    ada.put("/api/account", json!({ "name": "Navy" })).await.is(StatusCode::OK);
    for frame in [
        ClientFrame::Subscribe { room_id: room, last_seen_message_id: None },
        ClientFrame::Reconnect { room_id: room, last_seen_message_id: None, session_token: None },
        ClientFrame::Ping { id: 1 },
    ] {
        strangers.send(&frame).await;
        let answer = strangers.next().await;
        assert!(
            matches!(&answer, ServerFrame::Error { code: ErrorCode::Unauthenticated, .. }),
            "{answer:?}"
        );
    }

    let session_token = ada.token.clone();
    strangers.send(&ClientFrame::Authenticate { session_token }).await;
    let known = strangers.next().await;
    let ServerFrame::Authenticated { user, server_version } = known else {
        panic!("expected a greeting, got {known:?}");
    };
    assert_eq!(user, ada.user, "with the email: it's their own");
    assert!(!server_version.is_empty());
}

#[tokio::test]
async fn signing_out_ends_the_sockets_of_that_session_alone() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let laptop = campfire.another_device_of(&grace).await;
    let mut one_window = laptop.watches(room).await;
    let mut another_window = laptop.connects().await;
    let mut phones = grace.connects().await;
    let mut adas = ada.connects().await;
    hush([&mut one_window, &mut another_window, &mut phones, &mut adas]).await;

    laptop.post("/api/auth/logout", json!({})).await.is(StatusCode::NO_CONTENT);
    ada.says(room, "Still there?").await;

    ends(&mut one_window).await;
    ends(&mut another_window).await;
    let unread = ServerFrame::Unread { room_id: room, unread_count: 1, unread_mentions: 0 };
    assert_eq!(phones.heard().await, [unread], "whoever signed out looks at nothing");
    assert_eq!(adas.heard().await, [], "she is online with her phone");
    knocks(&campfire, &[("cookie", &laptop.cookie())]).await.is_unauthenticated();
}

#[tokio::test]
async fn one_device_signs_out_the_sockets_of_another() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let lost = campfire.another_device_of(&ada).await;
    let mut adas = ada.connects().await;
    let mut losts = lost.connects().await;
    let devices: Sessions = ada.get("/api/auth/sessions").await.is(StatusCode::OK).holds();
    let other: &Session = devices.sessions.iter().find(|device| !device.current).unwrap();

    ada.delete(format_args!("/api/auth/sessions/{}", other.id)).await.is(StatusCode::NO_CONTENT);

    ends(&mut losts).await;
    goes_on(&mut adas).await;
}

#[tokio::test]
async fn a_new_password_ends_the_sockets_of_all_other_sessions() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let mut here = ada.connects().await;
    let mut there = campfire.another_device_of(&ada).await.connects().await;
    let mut somebody_elses = grace.connects().await;

    let wrong = json!({ "password": "a better password", "current_password": "not hers" });
    ada.put("/api/user/profile", wrong).await.refuses("current_password");
    goes_on(&mut there).await;
    let right = json!({ "password": "a better password", "current_password": PASSWORD });
    ada.put("/api/user/profile", right).await.is(StatusCode::OK);

    ends(&mut there).await;
    goes_on(&mut here).await;
    goes_on(&mut somebody_elses).await;
}

/// Scenario 83, Scenario 84: the sockets.
#[tokio::test]
async fn who_is_shut_out_is_shut_out_at_once() {
    for ban in [true, false] {
        let campfire = TestCampfire::start().await;
        let ada = campfire.person("Ada").await;
        let eve = campfire.person("Eve").await;
        let room = campfire.room_of(&[&ada, &eve]).await;
        eve.says(room, "rude words").await;
        let mut adas = ada.watches(room).await;
        let mut laptop = eve.watches(room).await;
        let mut phone = campfire.another_device_of(&eve).await.connects().await;
        hush([&mut adas, &mut laptop, &mut phone]).await;

        shut_out(&ada, &eve, ban).await;
        ada.says(room, "Peace").await;

        // They don't even watch their own messages go.
        for ears in [&mut laptop, &mut phone] {
            let (frames, code) = ears.hears_to_the_end().await;
            assert!(matches!(&frames[..], [ServerFrame::SessionEnded { .. }]), "{frames:?}");
            assert_eq!(code, Some(CloseCode::Unauthenticated.number()));
        }
        let offline = ServerFrame::Presence { user_id: eve.id, online: false };
        assert!(adas.heard().await.contains(&offline));
        knocks(&campfire, &[("cookie", &eve.cookie())]).await.is_unauthenticated();
    }
}

async fn shut_out(administrator: &Person, person: &Person, ban: bool) {
    let path = format!("/api/users/{}", person.id);
    if ban {
        administrator.post(path + "/ban", json!({})).await.succeeds();
    } else {
        administrator.delete(path).await.is(StatusCode::NO_CONTENT);
    }
}
