//! Sockets as their peers know them: a real server, a real file, real frames. What rooms and
//! messages do is told elsewhere; here it is only what one hears of it, and when.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::{net::SocketAddr, time::Duration};

use campfire_proto::{
    ClientFrame, ClientMessageId, ContentType, ErrorCode, MessageId, PresenceState, RoomId,
    ServerFrame, TypingState, UserId,
};
use campfire_server::{
    House, Server,
    config::Config,
    content::Draft,
    domain::{
        Operation,
        memberships::{self, RemoveMember},
        messages::{DeleteMessage, EditMessage, PostMessage, Posted},
        sessions,
    },
    error::Error,
    store::Store,
};
use futures::{SinkExt, StreamExt};
use sqlx::Connection;
use tokio::{net::TcpStream, sync::oneshot, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async, connect_async,
    tungstenite::{
        self, Message, client::IntoClientRequest, handshake::client::Request, http::StatusCode,
        protocol::CloseFrame,
    },
};

const ADA: UserId = UserId(1);
const GRACE: UserId = UserId(2);
const EVE: UserId = UserId(3);
/// Everyone's but Eve's.
const ROOM: RoomId = RoomId(1);
/// Nobody ever waits this long for what comes.
const PATIENCE: Duration = Duration::from_secs(10);

fn token(person: UserId) -> String {
    format!("token-of-{person}")
}

struct Scene {
    house: Option<House>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: tokio::task::JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Scene {
    /// Ada and Grace in a room, Eve outside; everybody signed in on one device.
    async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("campfire.sqlite3");
        let Store { mut writing, readers, lock } = Store::open(&file).await.unwrap();
        for person in [ADA, GRACE, EVE] {
            sqlx::query("insert into users (id, name, created_at, updated_at) values (?, ?, 0, 0)")
                .bind(person)
                .bind(format!("Person {person}"))
                .execute(&mut writing)
                .await
                .unwrap();
            sqlx::query(
                "insert into sessions (id, user_id, token_hash, created_at, last_active_at)
                 values (?, ?, ?, 0, ?)",
            )
            .bind(person)
            .bind(person)
            .bind(sessions::hash(&token(person)))
            .bind(campfire_proto::Timestamp::now())
            .execute(&mut writing)
            .await
            .unwrap();
        }
        for room in 1..=201 {
            sqlx::query(
                "insert into rooms (id, name, room_type, creator_id, created_at, updated_at)
                 values (?, 'A room', 'closed', 1, 0, 0)",
            )
            .bind(room)
            .execute(&mut writing)
            .await
            .unwrap();
        }
        sqlx::query(
            "insert into memberships (room_id, user_id, involvement, created_at)
             select rooms.id, users.id, 'mentions', 0 from rooms, users where users.id < 3",
        )
        .execute(&mut writing)
        .await
        .unwrap();
        readers.close().await;
        writing.close().await.unwrap();
        drop(lock);

        let server = Server::bind(Config::on_free_port(file)).await.unwrap();
        let (house, address) = (server.house().clone(), server.address());
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(server.serve(async { drop(stopped.await) }));
        Self { house: Some(house), address, stop: Some(stop), serving, _folder: folder }
    }

    fn house(&self) -> &House {
        self.house.as_ref().unwrap()
    }

    fn request(&self) -> Request {
        format!("ws://{}/ws", self.address).into_client_request().unwrap()
    }

    async fn stranger(&self) -> Ears {
        Ears(connect_async(self.request()).await.unwrap().0)
    }

    async fn connects(&self, person: UserId) -> Ears {
        let mut request = self.request();
        let bearer = format!("Bearer {}", token(person)).parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
        let mut ears = Ears(connect_async(request).await.unwrap().0);
        assert!(
            matches!(ears.next().await, ServerFrame::Authenticated { user, .. } if user.id == person)
        );
        assert!(
            matches!(ears.next().await, ServerFrame::PresenceSnapshot { online } if online.contains(&person))
        );
        ears
    }

    async fn listens(&self, person: UserId, room: RoomId) -> Ears {
        let mut ears = self.connects(person).await;
        let answer = ears.subscribes(room, None).await;
        assert!(matches!(answer.last(), Some(ServerFrame::Subscribed { resync: false, .. })));
        ears
    }

    async fn refused(&self, headers: &[(&'static str, &str)]) -> StatusCode {
        let mut request = self.request();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((_, response)) => response.status(),
            Err(tungstenite::Error::Http(response)) => response.status(),
            Err(cause) => panic!("no answer: {cause}"),
        }
    }

    async fn performs<O: Operation>(&self, operation: O) -> Result<O::Outcome, Error> {
        self.house().writer.perform(operation).await
    }

    async fn says(&self, author: UserId, text: &str) -> MessageId {
        self.says_in(ROOM, author, text).await
    }

    async fn says_in(&self, room: RoomId, author: UserId, text: &str) -> MessageId {
        let draft = Draft::parse(text, ContentType::Plain).unwrap();
        let client_message_id = ClientMessageId::parse(&uuid::Uuid::new_v4().to_string()).unwrap();
        let posted = self.performs(PostMessage { author, room, draft, client_message_id }).await;
        match posted.unwrap() {
            Posted::New(message) | Posted::Again(message) => message.id,
        }
    }

    async fn unread(&self, person: UserId) -> u32 {
        let mut conn = self.house().readers.get().await.unwrap();
        memberships::membership(&mut conn, ROOM, person).await.unwrap().unread_count
    }
}

struct Ears(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Ears {
    async fn says(&mut self, frame: &ClientFrame) {
        self.sends(&serde_json::to_string(frame).unwrap()).await;
    }

    async fn sends(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    async fn subscribes(&mut self, room: RoomId, last_seen: Option<MessageId>) -> Vec<ServerFrame> {
        self.says(&ClientFrame::Subscribe { room_id: room, last_seen_message_id: last_seen }).await;
        let mut frames = Vec::new();
        loop {
            let frame = self.next().await;
            let last = matches!(frame, ServerFrame::Subscribed { .. } | ServerFrame::Error { .. });
            frames.push(frame);
            if last {
                return frames;
            }
        }
    }

    /// The next frame; who comes and goes is passed over.
    async fn next(&mut self) -> ServerFrame {
        loop {
            match timeout(PATIENCE, self.0.next()).await.unwrap().unwrap().unwrap() {
                Message::Text(text) => match serde_json::from_str(&text).unwrap() {
                    ServerFrame::Presence { .. } => {}
                    frame => return frame,
                },
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("not a frame: {other:?}"),
            }
        }
    }

    /// All that was heard so far. A ping is the fence.
    async fn heard(&mut self) -> Vec<ServerFrame> {
        self.says(&ClientFrame::Ping { id: 7 }).await;
        let mut frames = Vec::new();
        loop {
            match self.next().await {
                ServerFrame::Pong { id: 7 } => return frames,
                frame => frames.push(frame),
            }
        }
    }

    /// The ids of the messages in what was heard so far.
    async fn heard_messages(&mut self) -> Vec<MessageId> {
        created(&self.heard().await)
    }

    /// What comes until the server closes, and why it does.
    async fn until_closed(&mut self) -> (Vec<ServerFrame>, u16) {
        let mut frames = Vec::new();
        loop {
            match timeout(PATIENCE, self.0.next()).await.unwrap() {
                Some(Ok(Message::Text(text))) => frames.push(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(Some(CloseFrame { code, .. })))) => {
                    return (frames, code.into());
                }
                Some(Ok(_)) => {}
                other => panic!("closed without a word: {other:?}"),
            }
        }
    }
}

fn created(frames: &[ServerFrame]) -> Vec<MessageId> {
    let ids = frames.iter().filter_map(|frame| match frame {
        ServerFrame::MessageCreated { message } => Some(message.id),
        _ => None,
    });
    ids.collect()
}

fn error_code(frame: &ServerFrame) -> Option<ErrorCode> {
    match frame {
        ServerFrame::Error { code, .. } => Some(*code),
        _ => None,
    }
}

fn presence(state: PresenceState) -> ClientFrame {
    ClientFrame::Presence { room_id: ROOM, state }
}

fn typing(state: TypingState) -> ClientFrame {
    ClientFrame::Typing { room_id: ROOM, state }
}

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
