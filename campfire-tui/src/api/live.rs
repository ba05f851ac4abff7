//! The live socket: the handshake, and frames as they are on the wire. When to come back, and what
//! to ask for then, decides whoever holds it.

use std::time::Duration;

use campfire_proto::{ClientFrame, CloseCode, ErrorBody, ServerFrame, limits::FRAME_BYTES};
use futures::{SinkExt, StreamExt};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout, timeout_at},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message, client::IntoClientRequest, http::HeaderValue},
};

use super::{Api, Error, prepare_tls};

/// The server pings every 25 seconds: after two and a bit without a word, nobody is there.
const SILENCE: Duration = Duration::from_secs(55);
/// A peer that takes nothing for this long has gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// A signed-in socket.
pub struct Live {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    heard_at: Instant,
}

/// Why a socket is no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The server wants to see a new sign-in.
    SignedOut,
    /// The socket was too slow; at once is soon enough to come back.
    FellBehind,
    /// The connection broke, or the server went down.
    Lost,
}

impl Live {
    /// Dials, and says who asks. A refusal is what the same request over REST would hear.
    pub async fn connect(api: &Api) -> Result<Self, Error> {
        prepare_tls();
        // http becomes ws, and https wss.
        let address = api.base().replacen("http", "ws", 1) + "/ws";
        let unreachable = || Error::Network(super::UNREACHABLE.to_owned());
        let mut request = address.into_client_request().map_err(|_| unreachable())?;
        // The server writes down now and then what a session is used with, by whichever way.
        let name = HeaderValue::try_from(super::name()).map_err(|_| unreachable())?;
        request.headers_mut().insert("user-agent", name);
        if let Some(token) = &api.token {
            let bearer = HeaderValue::try_from(format!("Bearer {token}"));
            let mut bearer = bearer.map_err(|_| Error::signed_out())?;
            bearer.set_sensitive(true);
            request.headers_mut().insert("authorization", bearer);
        }
        let (socket, _) = timeout(PATIENCE, connect_async(request))
            .await
            .map_err(|_| Error::Network(super::SLOW.to_owned()))?
            .map_err(|cause| match cause {
                tungstenite::Error::Http(answer) => {
                    let body = answer.body().as_deref().unwrap_or_default();
                    let said = serde_json::from_slice::<ErrorBody>(body).ok();
                    Error::refused(answer.status().as_u16(), answer.headers(), said)
                }
                _ => unreachable(),
            })?;
        Ok(Self { socket, heard_at: Instant::now() })
    }

    pub async fn send(&mut self, frame: &ClientFrame) -> Result<(), Gone> {
        // Our own frames are plain data: writing them as JSON can't fail.
        let text = serde_json::to_string(frame).unwrap_or_default();
        debug_assert!(text.len() <= FRAME_BYTES, "a frame that the server would refuse");
        match timeout(PATIENCE, self.socket.send(Message::text(text))).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Gone::Lost),
        }
    }

    /// The next frame. Nothing is lost if the waiting is given up.
    pub async fn next(&mut self) -> Result<ServerFrame, Gone> {
        loop {
            let heard = timeout_at(self.heard_at + SILENCE, self.socket.next()).await;
            self.heard_at = Instant::now();
            match heard {
                // A frame that this version doesn't know is for newer ones.
                Ok(Some(Ok(Message::Text(text)))) => {
                    if let Ok(frame) = serde_json::from_str(&text) {
                        return Ok(frame);
                    }
                }
                Ok(Some(Ok(Message::Close(goodbye)))) => {
                    return Err(goodbye.map_or(Gone::Lost, |goodbye| why(goodbye.code.into())));
                }
                // The library answers pings by itself.
                Ok(Some(Ok(_))) => {}
                Ok(Some(Err(_)) | None) | Err(_) => return Err(Gone::Lost),
            }
        }
    }
}

fn why(code: u16) -> Gone {
    if code == CloseCode::Unauthenticated.number() {
        Gone::SignedOut
    } else if code == CloseCode::FellBehind.number() {
        Gone::FellBehind
    } else {
        Gone::Lost
    }
}
