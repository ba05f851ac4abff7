//! One socket that listens: what it hears is noted with its time, cheaply, and judged at the end.

use std::net::{Ipv4Addr, SocketAddr};

use campfire_proto::{ClientFrame, RoomId};
use futures::{SinkExt, StreamExt};
use tokio::{net::TcpSocket, sync::oneshot, time::Instant};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};

use crate::Failure;

type Stream = WebSocketStream<tokio::net::TcpStream>;

/// Sockets from one source address: past this the machine runs out of ports for it.
const PER_ADDRESS: usize = 25_000;

/// Marks our messages: what stands between the two is the message's number.
pub const MARK: &str = "load-";
pub const END: char = ';';

/// What one socket heard: the number of each message, and when it came.
pub type Heard = Vec<(u32, Instant)>;

/// Opens a socket, signs in and follows the room.
pub async fn open(
    index: usize,
    server: SocketAddr,
    token: &str,
    room: RoomId,
) -> Result<Stream, Failure> {
    let failed = |cause: &dyn std::fmt::Display| Failure::Socket(cause.to_string());
    let tcp = TcpSocket::new_v4()?;
    if server.ip().is_loopback() {
        // 127.0.0.1, then .2, .3…: all of them are this machine.
        let last = u8::try_from(index / PER_ADDRESS + 1).unwrap_or(u8::MAX);
        tcp.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0)))?;
    }
    let tcp = tcp.connect(server).await?;
    tcp.set_nodelay(true)?;
    let mut request =
        format!("ws://{server}/ws").into_client_request().map_err(|cause| failed(&cause))?;
    let bearer = format!("Bearer {token}").parse().map_err(|_| failed(&"the token isn't one"))?;
    request.headers_mut().insert("authorization", bearer);
    let small = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(4096);
    let (mut socket, _) = client_async_with_config(request, tcp, Some(small))
        .await
        .map_err(|cause| failed(&cause))?;
    let subscribe = ClientFrame::Subscribe { room_id: room, last_seen_message_id: None };
    let subscribe = serde_json::to_string(&subscribe).map_err(|cause| failed(&cause))?;
    socket.send(Message::text(subscribe)).await.map_err(|cause| failed(&cause))?;
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) if text.contains(r#""type":"subscribed""#) => break,
            Some(Ok(_)) => {}
            _ => return Err(failed(&"it closed before the room was followed")),
        }
    }
    Ok(socket)
}

/// Notes what comes until told to stop, or until the server closes.
pub async fn listen(mut socket: Stream, mut stop: oneshot::Receiver<()>) -> Heard {
    let mut heard = Heard::new();
    loop {
        tokio::select! {
            biased;
            frame = socket.next() => match frame {
                Some(Ok(Message::Text(text))) => {
                    heard.extend(number(&text).map(|number| (number, Instant::now())));
                }
                Some(Ok(_)) => {}
                _ => return heard,
            },
            _ = &mut stop => return heard,
        }
    }
}

/// The number in one of our messages, without taking the JSON apart: a thousand listeners share
/// the machine with the server, and are not to be what is measured.
fn number(text: &str) -> Option<u32> {
    if !text.starts_with(r#"{"type":"message_created""#) {
        return None;
    }
    let (_, rest) = text.split_once(MARK)?;
    let (number, _) = rest.split_once(END)?;
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_message_is_found_and_nothing_else_is_one() {
        let said = r#"{"type":"message_created","message":{"content":"load-17; hello"}}"#;

        assert_eq!(number(said), Some(17));
        assert_eq!(number(&said.replace("created", "updated")), None);
        assert_eq!(number(r#"{"type":"message_created","message":{"content":"hi"}}"#), None);
    }
}
