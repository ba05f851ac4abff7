//! The floors that need a process of their own: the least that a server of the same framework does
//! to answer four kilobytes, and to pass a message on to every socket.

use std::{convert::Infallible, future::Future};

use axum::{
    Json, Router,
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, Utf8Bytes, WebSocket},
    },
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
    serve::ListenerExt,
};
use campfire_proto::NewMessage;
use campfire_server::live::socket::{READ_BUFFER_BYTES, WRITTEN_AT_ONCE_BYTES};
use tokio::{net::TcpListener, sync::broadcast};

use crate::Failure;

/// A page that never changes.
static STATIC_PAGE: [u8; 4096] = [b'x'; 4096];

/// A frame is as long as one of ours with the same text in it.
const FRAME_BYTES: usize = 760;

type Said = broadcast::Sender<Utf8Bytes>;

/// Serves both floors until told to stop; says first where.
pub async fn serve(stop: impl Future<Output = ()> + Send + 'static) -> Result<(), Failure> {
    let (said, _) = broadcast::channel::<Utf8Bytes>(256);
    let doors = Router::new()
        .route("/static", get(static_page))
        .route("/ws", get(open))
        .route("/api/rooms/{room}/messages", post(say))
        .with_state(said);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    Ok(axum::serve(listener, doors).with_graceful_shutdown(stop).await?)
}

async fn static_page() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], &STATIC_PAGE[..]).into_response()
}

async fn say(State(said): State<Said>, Json(new): Json<NewMessage>) -> Result<(), Infallible> {
    let mut frame = format!(r#"{{"type":"message_created","message":{{"content":"{}"#, new.content);
    frame.extend(std::iter::repeat_n('x', FRAME_BYTES.saturating_sub(frame.len())));
    // Nobody listens: nobody is told.
    drop(said.send(frame.into()));
    Ok(())
}

async fn open(State(said): State<Said>, upgrade: WebSocketUpgrade) -> Response {
    let upgrade =
        upgrade.read_buffer_size(READ_BUFFER_BYTES).write_buffer_size(WRITTEN_AT_ONCE_BYTES);
    upgrade.on_upgrade(move |socket| pass_on(socket, said))
}

/// Passes on what is said, once the other side has said something itself.
async fn pass_on(mut socket: WebSocket, said: Said) {
    let mut heard = said.subscribe();
    drop(said);
    loop {
        let frame = tokio::select! {
            said = heard.recv() => said.ok(),
            asked = socket.recv() => match asked {
                Some(Ok(_)) => Some(Utf8Bytes::from_static(r#"{"type":"subscribed"}"#)),
                Some(Err(_)) | None => None,
            },
        };
        let Some(frame) = frame else { return };
        if socket.send(Message::Text(frame)).await.is_err() {
            return;
        }
    }
}
