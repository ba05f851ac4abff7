//! What people hear: a socket that keeps what came.

use std::time::Duration;

use campfire_proto::{
    ClientFrame, MessageId, PresenceState, RoomId, ServerFrame, TypingState, UserId,
};
use futures::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest, protocol::CloseFrame},
};

use crate::Address;

/// One signed-in socket.
pub struct Ears {
    socket: WebSocketStream<TcpStream>,
    pings: u64,
    /// Who was online when it came.
    pub online: Vec<UserId>,
}

impl Ears {
    /// Connects, and waits until the server knows who it is.
    pub(crate) async fn open(address: &Address, token: &str) -> Self {
        let mut ears = Self::shake_hands(address, Some(token)).await;
        loop {
            if let ServerFrame::PresenceSnapshot { online } = ears.next().await {
                ears.online = online;
                return ears;
            }
        }
    }

    /// Connects as nobody, which is fine for ten seconds.
    pub(crate) async fn of_a_stranger(address: &Address) -> Self {
        Self::shake_hands(address, None).await
    }

    async fn shake_hands(address: &Address, token: Option<&str>) -> Self {
        let address = *address.read().unwrap();
        let mut request = format!("ws://{address}/ws").into_client_request().unwrap();
        if let Some(token) = token {
            let bearer = format!("Bearer {token}").parse().unwrap();
            request.headers_mut().insert("authorization", bearer);
        }
        let stream = TcpStream::connect(address).await.expect("a connection");
        let (socket, _) = client_async(request, stream).await.expect("a socket");
        Self { socket, pings: 0, online: Vec::new() }
    }

    /// Follows a room; what was missed since the given message is heard before this returns.
    pub async fn follow(&mut self, room: RoomId, seen: Option<MessageId>) -> Vec<ServerFrame> {
        self.send(&ClientFrame::Subscribe { room_id: room, last_seen_message_id: seen }).await;
        let mut missed = Vec::new();
        loop {
            match self.next().await {
                ServerFrame::Subscribed { room_id, .. } if room_id == room => return missed,
                frame => missed.push(frame),
            }
        }
    }

    /// All that was heard so far. A ping is the fence: what was sent before it arrives before its
    /// pong, so nothing has to sleep to learn that nothing came.
    pub async fn heard(&mut self) -> Vec<ServerFrame> {
        self.pings += 1;
        let fence = self.pings;
        self.send(&ClientFrame::Ping { id: fence }).await;
        let mut frames = Vec::new();
        loop {
            match self.next().await {
                ServerFrame::Pong { id } if id == fence => return frames,
                frame => frames.push(frame),
            }
        }
    }

    /// The next frame, whatever it is.
    pub async fn next(&mut self) -> ServerFrame {
        match self.receive().await {
            Some(Message::Text(text)) => serde_json::from_str(&text).expect("a frame"),
            other => panic!("expected a frame, got {other:?}"),
        }
    }

    /// Waits until somebody has said this.
    pub async fn hears_said(&mut self, words: &str) {
        self.waits_for(|frame| {
            matches!(frame, ServerFrame::MessageCreated { message } if message.content == words)
        })
        .await;
    }

    /// Listens until something like this comes.
    pub async fn waits_for(&mut self, is_it: impl Fn(&ServerFrame) -> bool) -> ServerFrame {
        loop {
            let frame = self.next().await;
            if is_it(&frame) {
                return frame;
            }
        }
    }

    /// Says that somebody looks at the room: nothing in it is unread any more.
    pub async fn looks_at(&mut self, room: RoomId) {
        self.send(&ClientFrame::Presence { room_id: room, state: PresenceState::Present }).await;
    }

    pub async fn still_looks_at(&mut self, room: RoomId) {
        self.send(&ClientFrame::Presence { room_id: room, state: PresenceState::Refresh }).await;
    }

    pub async fn looks_away_from(&mut self, room: RoomId) {
        self.send(&ClientFrame::Presence { room_id: room, state: PresenceState::Absent }).await;
    }

    pub async fn types_in(&mut self, room: RoomId) {
        self.send(&ClientFrame::Typing { room_id: room, state: TypingState::Start }).await;
    }

    pub async fn stops_typing_in(&mut self, room: RoomId) {
        self.send(&ClientFrame::Typing { room_id: room, state: TypingState::Stop }).await;
    }

    /// All that is heard until the server closes the socket, and the code it gives for that.
    pub async fn hears_to_the_end(&mut self) -> (Vec<ServerFrame>, Option<u16>) {
        let mut frames = Vec::new();
        loop {
            match self.receive().await {
                Some(Message::Text(text)) => {
                    frames.push(serde_json::from_str(&text).expect("a frame"));
                }
                Some(Message::Close(goodbye)) => {
                    return (frames, goodbye.map(|goodbye| goodbye.code.into()));
                }
                Some(_) => {}
                None => return (frames, None),
            }
        }
    }

    /// Listens until the server closes the socket; how it said goodbye.
    pub async fn closes(&mut self) -> Option<CloseFrame> {
        loop {
            match self.receive().await {
                Some(Message::Close(goodbye)) => return goodbye,
                None => return None,
                Some(_) => {}
            }
        }
    }

    pub async fn send(&mut self, frame: &ClientFrame) {
        let text = serde_json::to_string(frame).unwrap();
        self.socket.send(Message::text(text)).await.expect("an open socket");
    }

    /// What comes next, but for signs of life: those would keep a test waiting for ever.
    async fn receive(&mut self) -> Option<Message> {
        let next = async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    next => return next,
                }
            }
        };
        // Far more than any frame takes: a server that forgets us fails the test at last.
        let next = tokio::time::timeout(Duration::from_secs(30), next);
        next.await.expect("the server says something").and_then(Result::ok)
    }
}

/// Everybody lets go of what they heard while the scene was set.
pub async fn hush<const N: usize>(everybody: [&mut Ears; N]) {
    for ears in everybody {
        ears.heard().await;
    }
}
