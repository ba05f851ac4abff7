//! The same question over a socket.

use campfire_proto::{ClientFrame, ErrorCode, PresenceState, RoomId, ServerFrame};
use campfire_tests::StatusCode;
use futures::{SinkExt, StreamExt};
use tokio_tungstenite::{
    connect_async,
    tungstenite::{self, Message, client::IntoClientRequest},
};

use super::{
    cast::{Asker, Cast, Place},
    page::Row,
};

impl Cast {
    /// Says a frame about a room, and sees what comes of it, as a status.
    pub(super) async fn says(&self, row: &Row, place: &Place, asker: &Asker) -> StatusCode {
        let mut request =
            format!("ws://{}/ws", self.campfire.address()).into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("x-forwarded-for", asker.from.parse().unwrap());
        // Without a token the handshake waits for one in a frame; a wrong one is refused there.
        let token = format!("Bearer {}", asker.token.as_deref().unwrap_or("none"));
        headers.insert("authorization", token.parse().unwrap());
        let mut socket = match connect_async(request).await {
            Ok((socket, _)) => socket,
            Err(tungstenite::Error::Http(refused)) => return refused.status(),
            Err(cause) => panic!("{cause}"),
        };
        for frame in [frame(&row.path, place.room), ClientFrame::Ping { id: 1 }] {
            let text = serde_json::to_string(&frame).unwrap();
            socket.send(Message::text(text)).await.unwrap();
        }
        let mut status = StatusCode::OK;
        loop {
            let Message::Text(text) = socket.next().await.unwrap().unwrap() else { continue };
            match serde_json::from_str(&text).unwrap() {
                ServerFrame::Pong { id: 1 } => return status,
                ServerFrame::Error { code: ErrorCode::NotFound, .. } => {
                    status = StatusCode::NOT_FOUND;
                }
                ServerFrame::Error { code, .. } => panic!("{}: {code:?}", row.name()),
                _ => {}
            }
        }
    }
}

fn frame(name: &str, room_id: RoomId) -> ClientFrame {
    match name {
        "subscribe" => ClientFrame::Subscribe { room_id, last_seen_message_id: None },
        "presence" => ClientFrame::Presence { room_id, state: PresenceState::Present },
        other => panic!("what is {other}?"),
    }
}
