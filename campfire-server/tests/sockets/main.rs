//! Sockets as their peers know them: a real server, a real file, real frames. What rooms and
//! messages do is told elsewhere; here it is only what one hears of it, and when.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::time::Duration;

use campfire_proto::{
    ClientFrame, ContentType, ErrorCode, MessageId, PresenceState, RoomId, ServerFrame, SessionId,
    TypingState,
};
use campfire_server::{
    content::Draft,
    domain::{
        Announcement, Revocation,
        admission::RemoveMember,
        messages::{DeleteMessage, EditMessage},
    },
};
use futures::SinkExt;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    client_async,
    tungstenite::{self, Message},
};

mod activity;
mod looking;
mod rough;
mod scene;

use scene::{ADA, EVE, GRACE, PATIENCE, ROOM, Scene, created, error_code, presence, token, typing};

#[tokio::test]
async fn a_handshake_is_refused_for_a_bad_token_and_a_foreign_page() {
    let scene = Scene::set().await;
    let cookie = format!("session_token={}", token(ADA));
    let ours = format!("http://{}", scene.address);

    assert_eq!(scene.refused(&[("authorization", "Bearer nonsense")]).await, 401);
    assert_eq!(scene.refused(&[("authorization", "nonsense")]).await, 401);
    assert_eq!(scene.refused(&[("cookie", "session_token=nonsense")]).await, 401);
    let foreign = [("cookie", cookie.as_str()), ("origin", "http://elsewhere.example")];
    assert_eq!(scene.refused(&foreign).await, 403);
    assert_eq!(scene.refused(&[("cookie", &cookie), ("origin", "null")]).await, 403);
    assert_eq!(scene.refused(&[("cookie", &cookie), ("origin", &ours)]).await, 101);
    assert_eq!(scene.refused(&[("cookie", &cookie)]).await, 101);
}

#[tokio::test]
async fn a_stranger_introduces_themself_in_a_frame() {
    let scene = Scene::set().await;
    let mut ears = scene.stranger().await;
    ears.says(&ClientFrame::Ping { id: 1 }).await;
    assert_eq!(error_code(&ears.next().await), Some(ErrorCode::Unauthenticated));

    ears.says(&ClientFrame::Authenticate { session_token: token(ADA) }).await;

    assert!(matches!(ears.next().await, ServerFrame::Authenticated { user, .. } if user.id == ADA));
    assert!(matches!(ears.next().await, ServerFrame::PresenceSnapshot { .. }));
    assert_eq!(ears.heard().await, []);
}

#[tokio::test]
async fn a_wrong_token_in_a_frame_closes_the_socket() {
    let scene = Scene::set().await;
    let mut ears = scene.stranger().await;

    ears.says(&ClientFrame::Authenticate { session_token: "nonsense".to_owned() }).await;

    let (frames, code) = ears.until_closed().await;
    assert_eq!(error_code(&frames[0]), Some(ErrorCode::Unauthenticated));
    assert_eq!(code, 4401);
}

#[tokio::test]
async fn a_socket_does_not_change_hands() {
    let scene = Scene::set().await;
    let mut ears = scene.connects(ADA).await;

    ears.says(&ClientFrame::Authenticate { session_token: token(ADA) }).await;
    assert_eq!(ears.heard().await, []);
    ears.says(&ClientFrame::Authenticate { session_token: token(GRACE) }).await;
    assert_eq!(error_code(&ears.next().await), Some(ErrorCode::Conflict));
}

#[tokio::test]
async fn a_message_is_heard_by_those_who_follow_its_room() {
    let scene = Scene::set().await;
    let mut grace = scene.listens(GRACE, ROOM).await;
    let mut elsewhere = scene.listens(GRACE, RoomId(2)).await;

    let message = scene.says(ADA, "Hello").await;

    assert_eq!(grace.heard_messages().await, [message]);
    assert_eq!(elsewhere.heard_messages().await, []);
}

#[tokio::test]
async fn a_room_does_not_exist_for_those_outside_it() {
    let scene = Scene::set().await;
    let mut eve = scene.connects(EVE).await;

    for room in [ROOM, RoomId(999), RoomId(-1)] {
        let answer = eve.subscribes(room, Some(MessageId(0))).await;
        assert_eq!(error_code(&answer[0]), Some(ErrorCode::NotFound));
    }
    scene.says(ADA, "Among us").await;
    assert_eq!(eve.heard().await, []);
}

#[tokio::test]
async fn what_was_missed_comes_in_order_and_before_subscribed() {
    let scene = Scene::set().await;
    let (first, second) = (scene.says(ADA, "One").await, scene.says(ADA, "Two").await);
    let third = scene.says(ADA, "Three").await;
    let (by, draft) = (ADA, Draft::parse("Two!", ContentType::Plain).unwrap());
    scene.performs(EditMessage { by, message: second, draft }).await.unwrap();
    scene.performs(DeleteMessage { by, message: first }).await.unwrap();
    let fourth = scene.says(ADA, "Four").await;
    let mut grace = scene.connects(GRACE).await;

    let frames = grace.subscribes(ROOM, Some(third)).await;

    assert_eq!(created(&frames), [fourth]);
    assert!(
        matches!(&frames[1], ServerFrame::MessageUpdated { message } if message.content == "Two!")
    );
    assert_eq!(frames[2], ServerFrame::MessageDeleted { room_id: ROOM, message_id: first });
    let last =
        ServerFrame::Subscribed { room_id: ROOM, last_message_id: Some(fourth), resync: false };
    assert_eq!(frames[3..], [last]);
}

#[tokio::test]
async fn nought_replays_everything_and_the_future_nothing() {
    let scene = Scene::set().await;
    let said = [scene.says(ADA, "One").await, scene.says(ADA, "Two").await];
    let mut grace = scene.connects(GRACE).await;

    assert_eq!(created(&grace.subscribes(ROOM, Some(MessageId(0))).await), said);
    assert_eq!(created(&grace.subscribes(ROOM, Some(MessageId(i64::MAX))).await), []);
    let third = scene.says(ADA, "Three").await;
    assert_eq!(grace.heard_messages().await, [third]);
}

#[tokio::test]
async fn past_five_hundred_missed_a_client_loads_anew() {
    let scene = Scene::set().await;
    for text in 0..501 {
        scene.says(ADA, &text.to_string()).await;
    }
    let mut grace = scene.connects(GRACE).await;

    let frames = grace.subscribes(ROOM, Some(MessageId(0))).await;
    assert!(matches!(frames[..], [ServerFrame::Subscribed { resync: true, .. }]));
    let frames = grace.subscribes(ROOM, Some(MessageId(1))).await;
    assert_eq!(created(&frames).len(), 500);
}

/// The gap between catching up and hearing live is where messages get lost or doubled: a talker
/// that never stops makes sure that there is always one in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn catching_up_amid_talk_neither_loses_nor_doubles_a_message() {
    let scene = Scene::set().await;
    let talk = async {
        let mut said = Vec::new();
        for text in 0..300 {
            said.push(scene.says(ADA, &text.to_string()).await);
        }
        said
    };
    let listen = async {
        let mut heard = Vec::new();
        for round in 0..20 {
            let mut grace = scene.connects(GRACE).await;
            let last = heard.last().copied().unwrap_or(MessageId(0));
            heard.extend(created(&grace.subscribes(ROOM, Some(last)).await));
            if round % 2 == 0 {
                heard.extend(grace.heard_messages().await);
            }
        }
        heard
    };
    let (said, mut heard) = tokio::join!(talk, listen);
    let mut grace = scene.connects(GRACE).await;
    heard.extend(created(&grace.subscribes(ROOM, heard.last().copied()).await));

    assert_eq!(heard, said);
}

#[tokio::test]
async fn a_member_who_is_removed_hears_nothing_more() {
    let scene = Scene::set().await;
    let mut grace = scene.listens(GRACE, ROOM).await;

    scene.performs(RemoveMember { by: ADA, room: ROOM, person: GRACE }).await.unwrap();
    scene.says(ADA, "Behind her back").await;

    let heard = grace.heard().await;
    assert_eq!(created(&heard), []);
    assert!(heard.iter().any(|frame| matches!(frame, ServerFrame::RoomRemoved { .. })));
    let answer = grace.subscribes(ROOM, Some(MessageId(0))).await;
    assert_eq!(error_code(&answer[0]), Some(ErrorCode::NotFound));
}

#[tokio::test]
async fn unsubscribing_is_the_end_of_it() {
    let scene = Scene::set().await;
    let mut grace = scene.listens(GRACE, ROOM).await;

    grace.says(&ClientFrame::Unsubscribe { room_id: ROOM }).await;
    assert_eq!(grace.next().await, ServerFrame::Unsubscribed { room_id: ROOM });
    scene.says(ADA, "Anybody there?").await;

    assert_eq!(grace.heard_messages().await, []);
}

#[tokio::test]
async fn who_looks_at_a_room_has_nothing_unread_in_it() {
    let scene = Scene::set().await;
    let mut grace = scene.connects(GRACE).await;
    scene.says(ADA, "One").await;
    assert!(matches!(grace.next().await, ServerFrame::Unread { unread_count: 1, .. }));

    grace.says(&presence(PresenceState::Present)).await;
    assert_eq!(grace.next().await, ServerFrame::Read { room_id: ROOM });
    scene.says(ADA, "Two").await;
    assert_eq!(grace.heard().await, []);
    assert_eq!(scene.unread(GRACE).await, 0);

    grace.says(&presence(PresenceState::Absent)).await;
    assert_eq!(grace.heard().await, []);
    scene.says(ADA, "Three").await;
    assert!(matches!(grace.next().await, ServerFrame::Unread { unread_count: 1, .. }));
}

/// The mark may have been on its way past a device that looks already.
#[tokio::test]
async fn a_late_heartbeat_is_told_what_is_unread() {
    let scene = Scene::set().await;
    scene.says(ADA, "One").await;
    let mut grace = scene.connects(GRACE).await;

    grace.says(&presence(PresenceState::Refresh)).await;

    let heard = grace.heard().await;
    assert!(
        matches!(heard[..], [ServerFrame::MembershipUpdated { membership, .. }] if membership.unread_count == 1)
    );
    grace.says(&presence(PresenceState::Refresh)).await;
    assert_eq!(grace.heard().await, []);
}

#[tokio::test]
async fn presence_ends_with_the_socket() {
    let scene = Scene::set().await;
    let mut grace = scene.connects(GRACE).await;
    grace.says(&presence(PresenceState::Present)).await;
    assert_eq!(grace.next().await, ServerFrame::Read { room_id: ROOM });
    let mut phone = scene.connects(GRACE).await;

    drop(grace);

    while !scene.house().presence.in_room(ROOM).is_empty() {
        tokio::task::yield_now().await;
    }
    scene.says(ADA, "Gone?").await;
    assert!(matches!(phone.next().await, ServerFrame::Unread { unread_count: 1, .. }));
}

#[tokio::test]
async fn nobody_is_present_where_they_do_not_belong() {
    let scene = Scene::set().await;
    let mut eve = scene.connects(EVE).await;

    for state in [PresenceState::Present, PresenceState::Refresh] {
        eve.says(&presence(state)).await;
        assert_eq!(error_code(&eve.next().await), Some(ErrorCode::NotFound));
    }

    assert_eq!(scene.house().presence.in_room(ROOM), []);
}

#[tokio::test]
async fn typing_is_heard_by_the_others_until_the_message_comes() {
    let scene = Scene::set().await;
    let mut ada = scene.listens(ADA, ROOM).await;
    let mut grace = scene.listens(GRACE, ROOM).await;

    ada.says(&typing(TypingState::Start)).await;
    ada.says(&typing(TypingState::Start)).await;
    assert_eq!(ada.heard().await, []);
    scene.says(ADA, "Hello").await;

    let state = |frame: &ServerFrame| match frame {
        ServerFrame::Typing { user, state, .. } if user.id == ADA => Some(*state),
        _ => None,
    };
    let mut heard = grace.heard().await;
    heard.retain(|frame| !matches!(frame, ServerFrame::Unread { .. }));
    assert_eq!(state(&heard[0]), Some(TypingState::Start));
    assert_eq!(state(&heard[1]), Some(TypingState::Stop));
    assert_eq!(created(&heard[2..]).len(), 1);
    assert!(!ada.heard().await.iter().any(|frame| state(frame).is_some()));
}

#[tokio::test]
async fn nonsense_is_answered_ten_times_in_a_row() {
    let scene = Scene::set().await;
    let mut ears = scene.connects(ADA).await;
    let nonsense = ["", "{", "[]", "null", r#"{"type":"sing"}"#, r#"{"type":"subscribe"}"#];
    for text in nonsense {
        ears.sends(text).await;
        assert_eq!(error_code(&ears.next().await), Some(ErrorCode::Malformed));
    }
    assert_eq!(ears.heard().await, []);

    for _ in 0..10 {
        ears.sends("nonsense").await;
    }

    let (frames, code) = ears.until_closed().await;
    assert_eq!((frames.len(), code), (10, 4400));
}

#[tokio::test]
async fn a_frame_of_more_than_64_kib_closes_the_socket() {
    let scene = Scene::set().await;
    for size in [64 * 1024 + 1, 128 * 1024 + 1, 1024 * 1024] {
        let mut ears = scene.connects(ADA).await;
        drop(ears.0.send(Message::text("x".repeat(size))).await);
        assert_eq!(ears.until_closed().await.1, 1009, "at {size} bytes");
    }
}

#[tokio::test]
async fn one_socket_follows_two_hundred_rooms() {
    let scene = Scene::set().await;
    let mut ada = scene.connects(ADA).await;
    for room in 1..=200 {
        ada.subscribes(RoomId(room), None).await;
    }

    let answer = ada.subscribes(RoomId(201), None).await;

    assert_eq!(error_code(&answer[0]), Some(ErrorCode::TooManySubscriptions));
    assert_eq!(error_code(&ada.subscribes(RoomId(200), None).await[0]), None);
}

#[tokio::test]
async fn who_does_not_read_is_let_go_and_misses_nothing() {
    let scene = Scene::set().await;
    let mut slow = scene.listens(GRACE, ROOM).await;
    let text = "x".repeat(9_000);
    let mut said = Vec::new();
    // More than the network's own buffers hold, and then the queue.
    while scene.house().hub.is_followed(ROOM) {
        said.push(scene.says(ADA, &text).await);
    }

    let (frames, code) = slow.until_closed().await;
    let mut heard = created(&frames);
    assert_eq!(code, 4408);
    assert_eq!(heard[..], said[..heard.len()]);
    let mut again = scene.connects(GRACE).await;
    heard.extend(created(&again.subscribes(ROOM, heard.last().copied()).await));
    assert_eq!(heard, said);
}

#[tokio::test]
async fn when_the_server_goes_it_says_so() {
    let mut scene = Scene::set().await;
    let mut ada = scene.listens(ADA, ROOM).await;
    let mut stranger = scene.stranger().await;

    drop(scene.house.take());
    drop(scene.stop.take());

    assert_eq!(ada.until_closed().await.1, 1001);
    assert_eq!(stranger.until_closed().await.1, 1001);
    timeout(PATIENCE, scene.serving).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_thousand_who_come_and_go_leave_nothing_behind() {
    let scene = Scene::set().await;
    for _ in 0..20 {
        let arrivals = (0..50).map(|_| async {
            let mut ears = scene.listens(ADA, ROOM).await;
            ears.says(&presence(PresenceState::Present)).await;
            ears.says(&typing(TypingState::Start)).await;
        });
        futures::future::join_all(arrivals).await;
    }

    let gone = async {
        while !scene.house().hub.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, gone).await.unwrap();
    assert_eq!(scene.house().presence.in_room(ROOM), []);
}

/// Half a handshake, and bytes that are no WebSocket at all.
#[tokio::test]
async fn what_is_no_websocket_is_answered_as_any_request() {
    let scene = Scene::set().await;
    let stream = TcpStream::connect(scene.address).await.unwrap();
    let mut request = scene.request();
    request.headers_mut().insert("sec-websocket-version", "12".parse().unwrap());

    let refusal = client_async(request, stream).await.unwrap_err();

    assert!(matches!(refusal, tungstenite::Error::Http(response) if response.status() == 400));
}

#[tokio::test]
async fn a_stranger_who_says_nothing_is_sent_away() {
    let scene = Scene::set().await;
    let mut stranger = scene.stranger().await;

    tokio::time::pause();
    tokio::time::sleep(Duration::from_secs(9)).await;

    assert_eq!(stranger.until_closed().await.1, 4401);
}

#[tokio::test]
async fn a_peer_that_gives_no_sign_of_life_loses_its_seat() {
    let scene = Scene::set().await;
    let _silent = scene.listens(GRACE, ROOM).await;

    tokio::time::pause();
    tokio::time::sleep(Duration::from_secs(59)).await;
    assert!(scene.house().hub.is_followed(ROOM));

    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(!scene.house().hub.is_followed(ROOM));
}

#[tokio::test]
async fn typing_that_is_not_renewed_ends_after_five_seconds() {
    let scene = Scene::set().await;
    let mut ada = scene.listens(ADA, ROOM).await;
    let mut grace = scene.listens(GRACE, ROOM).await;
    ada.says(&typing(TypingState::Start)).await;
    assert!(matches!(grace.next().await, ServerFrame::Typing { state: TypingState::Start, .. }));

    tokio::time::pause();

    assert!(matches!(grace.next().await, ServerFrame::Typing { state: TypingState::Stop, .. }));
}

#[tokio::test]
async fn a_sign_out_is_the_last_thing_heard() {
    let scene = Scene::set().await;
    let mut grace = scene.listens(GRACE, ROOM).await;
    let before = scene.says(ADA, "Still here?").await;

    let sessions = Revocation::Sessions(vec![SessionId(2)], "signed_out");
    scene.house().hub.announce(&Announcement::Revoke(sessions));
    scene.says(ADA, "Not any more").await;

    let (frames, code) = grace.until_closed().await;
    assert_eq!(created(&frames), [before]);
    assert!(matches!(frames.last(), Some(ServerFrame::SessionEnded { .. })));
    assert_eq!(code, 4401);
}
