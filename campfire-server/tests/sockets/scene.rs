//! The opening scene, and the ears of those in it.

use std::{net::SocketAddr, path::Path, time::Duration};

use campfire_proto::{
    ClientFrame, ClientMessageId, ContentType, ErrorCode, MessageId, PresenceState, RoomId,
    ServerFrame, TypingState, UserId,
};
use campfire_server::{
    House, Server,
    config::Config,
    content::Draft,
    domain::{
        Operation, memberships,
        messages::{PostMessage, Posted},
        sessions,
    },
    error::Error,
    store::Store,
};
use futures::{SinkExt, StreamExt};
use sqlx::Connection;
use tokio::{net::TcpStream, sync::oneshot, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        self, Message, client::IntoClientRequest, handshake::client::Request, http::StatusCode,
        protocol::CloseFrame,
    },
};

pub(crate) const ADA: UserId = UserId(1);
pub(crate) const GRACE: UserId = UserId(2);
pub(crate) const EVE: UserId = UserId(3);
/// Everyone's but Eve's.
pub(crate) const ROOM: RoomId = RoomId(1);
/// Nobody ever waits this long for what comes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) fn token(person: UserId) -> String {
    format!("token-of-{person}")
}

pub(crate) struct Scene {
    pub(crate) house: Option<House>,
    pub(crate) address: SocketAddr,
    pub(crate) stop: Option<oneshot::Sender<()>>,
    pub(crate) serving: tokio::task::JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Scene {
    /// Ada and Grace in a room, Eve outside; everybody signed in on one device.
    pub(crate) async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("campfire.sqlite3");
        fill(&file).await;
        let server = Server::bind(Config::on_free_port(file)).await.unwrap();
        let (house, address) = (server.house().clone(), server.address());
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(server.serve(async { drop(stopped.await) }));
        Self { house: Some(house), address, stop: Some(stop), serving, _folder: folder }
    }

    pub(crate) fn house(&self) -> &House {
        self.house.as_ref().unwrap()
    }

    pub(crate) fn request(&self) -> Request {
        request_to(self.address)
    }

    pub(crate) async fn stranger(&self) -> Ears {
        Ears(connect_async(self.request()).await.unwrap().0)
    }

    pub(crate) async fn connects(&self, person: UserId) -> Ears {
        Ears::open(self.address, person).await
    }

    pub(crate) async fn listens(&self, person: UserId, room: RoomId) -> Ears {
        let mut ears = self.connects(person).await;
        let answer = ears.subscribes(room, None).await;
        assert!(matches!(answer.last(), Some(ServerFrame::Subscribed { resync: false, .. })));
        ears
    }

    pub(crate) async fn refused(&self, headers: &[(&'static str, &str)]) -> StatusCode {
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

    pub(crate) async fn performs<O: Operation>(&self, operation: O) -> Result<O::Outcome, Error> {
        self.house().writer.perform(operation).await
    }

    pub(crate) async fn says(&self, author: UserId, text: &str) -> MessageId {
        self.says_in(ROOM, author, text).await
    }

    pub(crate) async fn says_in(&self, room: RoomId, author: UserId, text: &str) -> MessageId {
        let draft = Draft::parse(text, ContentType::Plain).unwrap();
        let client_message_id = ClientMessageId::parse(&uuid::Uuid::new_v4().to_string()).unwrap();
        let posted = self.performs(PostMessage { author, room, draft, client_message_id }).await;
        match posted.unwrap() {
            Posted::New(message) | Posted::Again(message) => message.id,
        }
    }

    pub(crate) async fn unread(&self, person: UserId) -> u32 {
        let mut conn = self.house().readers.get().await.unwrap();
        memberships::membership(&mut conn, ROOM, person).await.unwrap().unread_count
    }
}

pub(crate) fn request_to(address: SocketAddr) -> Request {
    format!("ws://{address}/ws").into_client_request().unwrap()
}

/// Writes the scene into a file that no server has open.
pub(crate) async fn fill(file: &Path) {
    let Store { mut writing, readers, lock } = Store::open(file).await.unwrap();
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
        .bind(&sessions::hash(&token(person))[..])
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
}

pub(crate) struct Ears(pub(crate) WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Ears {
    /// Connects, and waits until the server knows who it is.
    pub(crate) async fn open(address: SocketAddr, person: UserId) -> Self {
        let mut request = request_to(address);
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

    pub(crate) async fn says(&mut self, frame: &ClientFrame) {
        self.sends(&serde_json::to_string(frame).unwrap()).await;
    }

    pub(crate) async fn sends(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    pub(crate) async fn subscribes(
        &mut self,
        room: RoomId,
        last_seen: Option<MessageId>,
    ) -> Vec<ServerFrame> {
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
    pub(crate) async fn next(&mut self) -> ServerFrame {
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
    pub(crate) async fn heard(&mut self) -> Vec<ServerFrame> {
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
    pub(crate) async fn heard_messages(&mut self) -> Vec<MessageId> {
        created(&self.heard().await)
    }

    /// What comes until the server closes, and why it does.
    pub(crate) async fn until_closed(&mut self) -> (Vec<ServerFrame>, u16) {
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

pub(crate) fn created(frames: &[ServerFrame]) -> Vec<MessageId> {
    let ids = frames.iter().filter_map(|frame| match frame {
        ServerFrame::MessageCreated { message } => Some(message.id),
        _ => None,
    });
    ids.collect()
}

pub(crate) fn error_code(frame: &ServerFrame) -> Option<ErrorCode> {
    match frame {
        ServerFrame::Error { code, .. } => Some(*code),
        _ => None,
    }
}

pub(crate) fn presence(state: PresenceState) -> ClientFrame {
    ClientFrame::Presence { room_id: ROOM, state }
}

pub(crate) fn typing(state: TypingState) -> ClientFrame {
    ClientFrame::Typing { room_id: ROOM, state }
}
