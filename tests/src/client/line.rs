//! One connection of a client's, and a witness who holds every frame to what the contract promises
//! of the stream as a whole.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use campfire_proto::{ClientFrame, MessageId, RoomId, ServerFrame, UserId};
use futures::{SinkExt, StreamExt};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::{Instant, timeout_at},
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest},
};

use crate::{
    Person,
    membership_log::{MembershipLog, Moment},
};

/// What the network may hold back for a reader that doesn't read: little, so that it shows soon.
const NARROW_BYTES: u32 = 4096;

/// The connection has ended; with which code, if the server said one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone(pub Option<u16>);

pub(super) struct Line {
    socket: WebSocketStream<TcpStream>,
    witness: Witness,
    pings: u64,
}

impl Line {
    pub(super) async fn open(
        person: &Person,
        log: &Arc<MembershipLog>,
        narrow: bool,
    ) -> Result<Self, Gone> {
        let since = log.now();
        let address = *person.caller().address().read().unwrap();
        let mut request = format!("ws://{address}/ws").into_client_request().unwrap();
        let bearer = format!("Bearer {}", person.token).parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
        let stream = TcpSocket::new_v4().unwrap();
        if narrow {
            stream.set_recv_buffer_size(NARROW_BYTES).unwrap();
        }
        let stream = stream.connect(address).await.map_err(|_| Gone(None))?;
        let (socket, _) = client_async(request, stream).await.map_err(|_| Gone(None))?;
        let witness = Witness {
            person: person.id,
            log: Arc::clone(log),
            since,
            asked: None,
            streams: HashMap::new(),
        };
        Ok(Self { socket, witness, pings: 0 })
    }

    pub(super) async fn subscribe(
        &mut self,
        room: RoomId,
        last_seen: Option<MessageId>,
    ) -> Result<(), Gone> {
        let stream = self.witness.streams.entry(room).or_default();
        stream.thrown_out = false;
        let after = last_seen.unwrap_or(MessageId(i64::MAX));
        stream.asked.push_back(Asked { before_ping: self.pings + 1, after: Some(after) });
        self.send(&ClientFrame::Subscribe { room_id: room, last_seen_message_id: last_seen }).await
    }

    /// Asks for a pong, which comes after all that was said before. Returns its id.
    pub(super) async fn ping(&mut self) -> Result<u64, Gone> {
        self.pings += 1;
        self.witness.asked = Some((self.pings, self.witness.log.now()));
        self.send(&ClientFrame::Ping { id: self.pings }).await?;
        Ok(self.pings)
    }

    pub(super) async fn send(&mut self, frame: &ClientFrame) -> Result<(), Gone> {
        let text = serde_json::to_string(frame).unwrap();
        if self.socket.send(Message::text(text)).await.is_ok() {
            return Ok(());
        }
        // What the server said before it went may still be there to be read.
        loop {
            self.next().await?;
        }
    }

    pub(super) async fn next(&mut self) -> Result<ServerFrame, Gone> {
        // Far more than any frame takes: a server that forgets us fails the test at last.
        const PATIENCE: Duration = Duration::from_secs(20);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let next = timeout_at(deadline, self.socket.next()).await;
            match next.expect("the server says something") {
                Some(Ok(Message::Text(text))) => {
                    let frame = serde_json::from_str(&text).expect("a frame");
                    self.witness.hears(&frame);
                    return Ok(frame);
                }
                Some(Ok(Message::Close(goodbye))) => {
                    return Err(Gone(goodbye.map(|goodbye| goodbye.code.into())));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(Gone(None)),
            }
        }
    }
}

/// Watches one connection.
struct Witness {
    person: UserId,
    log: Arc<MembershipLog>,
    /// When the last ping that was answered was sent: what comes now was said after that.
    since: Moment,
    asked: Option<(u64, Moment)>,
    streams: HashMap<RoomId, Stream>,
}

/// What was heard of one room on this connection.
#[derive(Default)]
struct Stream {
    newest: Option<MessageId>,
    /// What was asked for and isn't answered yet.
    asked: VecDeque<Asked>,
    /// Thrown out, and hasn't asked to come back.
    thrown_out: bool,
}

/// A subscription on its way.
struct Asked {
    /// Whatever its answer was, it has come when this ping is answered.
    before_ping: u64,
    /// The replay begins after this one: there the ids may begin anew, once, and then it is none.
    after: Option<MessageId>,
}

impl Witness {
    fn hears(&mut self, frame: &ServerFrame) {
        let id = self.person;
        match frame {
            ServerFrame::Pong { id } => {
                if let Some((_, asked)) = self.asked.take_if(|(ping, _)| ping == id) {
                    self.since = asked;
                }
                for stream in self.streams.values_mut() {
                    stream.asked.retain(|asked| asked.before_ping > *id);
                }
            }
            ServerFrame::RoomAdded { room } => {
                self.stream(room.id).thrown_out = false;
                self.must_be_inside(room.id, frame);
            }
            ServerFrame::RoomRemoved { room_id, .. } => self.stream(*room_id).thrown_out = true,
            ServerFrame::RoomUpdated { room } => self.must_be_inside(room.id, frame),
            ServerFrame::Unread { room_id, .. }
            | ServerFrame::Read { room_id }
            | ServerFrame::MembershipUpdated { room_id, .. }
            | ServerFrame::MessageDeleted { room_id, .. }
            | ServerFrame::BoostCreated { room_id, .. }
            | ServerFrame::BoostDeleted { room_id, .. }
            | ServerFrame::Typing { room_id, .. } => self.must_be_inside(*room_id, frame),
            ServerFrame::MessageUpdated { message } => self.must_be_inside(message.room_id, frame),
            ServerFrame::Subscribed { room_id, .. } => {
                self.must_be_inside(*room_id, frame);
                self.stream(*room_id).asked.pop_front();
            }
            ServerFrame::MessageCreated { message } => {
                self.must_be_inside(message.room_id, frame);
                let stream = self.stream(message.room_id);
                if stream.newest.is_some_and(|newest| message.id <= newest) {
                    // Only a replay that was asked for may go back, and only once.
                    let replay = stream.asked.iter_mut().find_map(|asked| asked.after.take());
                    assert!(
                        replay.is_some_and(|after| message.id > after),
                        "{id} heard of message {} of room {} after {:?}",
                        message.id,
                        message.room_id,
                        stream.newest
                    );
                }
                stream.newest = Some(message.id);
            }
            ServerFrame::Authenticated { .. }
            | ServerFrame::Unsubscribed { .. }
            | ServerFrame::Error { .. }
            | ServerFrame::Presence { .. }
            | ServerFrame::PresenceSnapshot { .. }
            | ServerFrame::UserUpdated { .. }
            | ServerFrame::AccountUpdated { .. }
            | ServerFrame::SessionEnded { .. } => {}
        }
    }

    fn stream(&mut self, room: RoomId) -> &mut Stream {
        self.streams.entry(room).or_default()
    }

    fn must_be_inside(&mut self, room: RoomId, frame: &ServerFrame) {
        let thrown_out = self.stream(room).thrown_out;
        let outside = self.log.was_outside(room, self.person, self.since);
        assert!(!thrown_out && !outside, "{} is outside, and heard {frame:?}", self.person);
    }
}
