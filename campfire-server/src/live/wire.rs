//! The WebSocket itself: frames in and out, each with a limit to how long it may take.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use campfire_proto::{CloseCode, ServerFrame, limits};
use futures::SinkExt;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite;

use super::outbox::Parcel;

/// How long one frame may take to get into the network: a peer that has stopped reading doesn't
/// keep its seat.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the other side may take to answer a close.
const LINGER: Duration = Duration::from_secs(2);

/// The peer has gone, or can't be reached any more.
#[derive(Debug)]
pub(super) struct Gone;

/// What came in.
pub(super) enum Heard {
    Text(Utf8Bytes),
    /// Bytes, where only text is spoken.
    Bytes,
    /// A sign of life.
    Pulse,
    TooBig,
    Gone,
}

pub(super) struct Wire(WebSocket);

impl Wire {
    pub(super) fn new(socket: WebSocket) -> Self {
        Self(socket)
    }

    /// Waits for the next thing said. May be dropped while it waits.
    pub(super) async fn hear(&mut self) -> Heard {
        match self.0.recv().await {
            Some(Ok(Message::Text(text))) if text.len() > limits::FRAME_BYTES => Heard::TooBig,
            Some(Ok(Message::Binary(bytes))) if bytes.len() > limits::FRAME_BYTES => Heard::TooBig,
            Some(Ok(Message::Text(text))) => Heard::Text(text),
            Some(Ok(Message::Binary(_))) => Heard::Bytes,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::Pulse,
            Some(Err(cause)) if is_too_big(&cause) => Heard::TooBig,
            Some(Ok(Message::Close(_)) | Err(_)) | None => Heard::Gone,
        }
    }

    /// Says one frame.
    pub(super) async fn say(&mut self, frame: &ServerFrame) -> Result<(), Gone> {
        self.feed(Parcel::pack(frame).text).await?;
        self.flush().await
    }

    /// Hands over a frame that may wait for those behind it; `flush` follows.
    pub(super) async fn feed(&mut self, text: Utf8Bytes) -> Result<(), Gone> {
        in_time(self.0.feed(Message::Text(text))).await
    }

    pub(super) async fn flush(&mut self) -> Result<(), Gone> {
        in_time(self.0.flush()).await
    }

    pub(super) async fn ping(&mut self) -> Result<(), Gone> {
        in_time(self.0.send(Message::Ping(axum::body::Bytes::new()))).await
    }

    /// Says why, and waits a moment for the other side to have heard it: closing at once, over
    /// bytes not yet read, would take the reason back from the network.
    pub(super) async fn close(mut self, code: CloseCode) {
        let frame =
            CloseFrame { code: code.number(), reason: Utf8Bytes::from_static(reason(code)) };
        if in_time(self.0.send(Message::Close(Some(frame)))).await.is_err() {
            return;
        }
        let answered = async { while let Some(Ok(_)) = self.0.recv().await {} };
        if timeout(LINGER, answered).await.is_ok() && code == CloseCode::TooBig {
            // Here nothing is read any more, and so no answer can be seen.
            tokio::time::sleep(LINGER).await;
        }
    }

    /// Answers a close of the other side's.
    pub(super) async fn hang_up(mut self) {
        drop(timeout(LINGER, self.0.close()).await);
    }
}

async fn in_time(sending: impl Future<Output = Result<(), axum::Error>>) -> Result<(), Gone> {
    match timeout(PATIENCE, sending).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Gone),
    }
}

fn is_too_big(cause: &axum::Error) -> bool {
    let cause = std::error::Error::source(cause);
    let cause = cause.and_then(|cause| cause.downcast_ref::<tungstenite::Error>());
    matches!(cause, Some(tungstenite::Error::Capacity(_)))
}

/// A sentence for whoever looks at the network's log.
fn reason(code: CloseCode) -> &'static str {
    match code {
        CloseCode::GoingAway => "the server is going down",
        CloseCode::TooBig => "a frame can't be larger than 64 KiB",
        CloseCode::Malformed => "too many frames made no sense",
        CloseCode::Unauthenticated => "please sign in",
        CloseCode::FellBehind => "fell behind; reconnect with the last seen message",
    }
}
