//! One WebSocket: a task that says what it is given and hears what there is, until it is dropped or
//! the line is dead.

use std::time::Duration;

use campfire_proto::{ClientFrame, ServerFrame};
use futures::{SinkExt, StreamExt};
use tokio::{
    net::TcpStream,
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, sleep_until, timeout},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest,
        http::{HeaderValue, StatusCode, header::AUTHORIZATION},
        protocol::WebSocketConfig,
    },
};

use crate::{
    event::{Event, SocketNews},
    session::Session,
};

/// What may wait to be said. It is more than we ever say at once; when it is full the line is dead.
const OUTBOX: usize = 512;
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// The server pings every 25 seconds: two missed ones and there is no server.
const SILENCE: Duration = Duration::from_secs(55);

type Line = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// An open line, or one that is being opened. Dropping it hangs up.
pub(super) struct Socket {
    outbox: mpsc::Sender<ClientFrame>,
    task: JoinHandle<()>,
}

impl Socket {
    pub(super) fn open(session: &Session, dial: u64, inbox: mpsc::Sender<Event>) -> Self {
        let (outbox, frames) = mpsc::channel(OUTBOX);
        let address = format!("{}/ws", session.server.replacen("http", "ws", 1));
        let token = format!("Bearer {}", session.token);
        let task = tokio::spawn(async move {
            let last = converse(&address, &token, dial, frames, &inbox).await;
            // Nobody listens any more: the chat has ended.
            drop(inbox.send(Event::Socket(dial, last)).await);
        });
        Self { outbox, task }
    }

    pub(super) fn say(&self, frame: ClientFrame) {
        if self.outbox.try_send(frame).is_err() {
            // Dead, or as good as: the task says so once it notices.
            self.task.abort();
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The whole conversation; how it ended.
async fn converse(
    address: &str,
    token: &str,
    dial: u64,
    mut frames: mpsc::Receiver<ClientFrame>,
    inbox: &mpsc::Sender<Event>,
) -> SocketNews {
    let mut line = match timeout(CONNECT_WITHIN, connect(address, token)).await {
        Ok(Ok(line)) => line,
        Ok(Err(Error::Http(answer))) if answer.status() == StatusCode::UNAUTHORIZED => {
            return SocketNews::Unauthenticated;
        }
        Ok(Err(_)) | Err(_) => return SocketNews::Closed(None),
    };
    let mut heard_at = Instant::now();
    loop {
        let message = tokio::select! {
            message = line.next() => message,
            frame = frames.recv() => {
                let Some(frame) = frame else { return SocketNews::Closed(None) };
                let Ok(text) = serde_json::to_string(&frame) else { continue };
                if line.send(Message::text(text)).await.is_err() {
                    return SocketNews::Closed(None);
                }
                continue;
            }
            () = sleep_until(heard_at + SILENCE) => return SocketNews::Closed(None),
        };
        heard_at = Instant::now();
        match message {
            Some(Ok(Message::Text(text))) => {
                // A frame of a newer server that means nothing to us is no reason to hang up.
                let Ok(frame) = serde_json::from_str::<ServerFrame>(&text) else { continue };
                let news = SocketNews::Heard(Box::new(frame));
                if inbox.send(Event::Socket(dial, news)).await.is_err() {
                    return SocketNews::Closed(None);
                }
            }
            Some(Ok(Message::Close(reason))) => {
                return SocketNews::Closed(reason.map(|reason| reason.code.into()));
            }
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return SocketNews::Closed(None),
        }
    }
}

async fn connect(address: &str, token: &str) -> Result<Line, Error> {
    let mut request = address.into_client_request()?;
    if let Ok(mut token) = HeaderValue::from_str(token) {
        token.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, token);
    }
    // The default buffer alone is 128 KiB.
    let config = WebSocketConfig::default().read_buffer_size(16 * 1024);
    let (line, _) = connect_async_with_config(request, Some(config), true).await?;
    Ok(line)
}
