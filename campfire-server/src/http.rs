//! The doors: every route on one page, and the layers around them.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::get, serve::ListenerExt};
use campfire_proto::limits;
use tokio::net::TcpListener;
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{House, error::Error};

mod extract;
mod guard;
pub mod limiter;
mod messages;
mod socket;

/// The API as a document: the routes add themselves below.
#[derive(OpenApi)]
#[openapi(info(title = "Campfire", description = "Group chat that a team runs itself"))]
struct Document;

/// Every route, and the document that describes them: one list makes both.
fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(messages::post_message, messages::list_messages))
}

/// What answers a request: the routes, with the layers around them.
pub fn doors(house: House) -> Router {
    let (router, _document) = routes().split_for_parts();
    router
        .route("/ws", get(socket::open_socket))
        .fallback(async || Error::NotFound)
        .method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES))
        .layer(middleware::from_fn_with_state(House::clone(&house), guard::around_every_request))
        .with_state(house)
}

/// Answers until `shutdown` resolves; then finishes what is under way, within `farewell`.
pub async fn serve(
    listener: TcpListener,
    house: House,
    shutdown: impl Future<Output = ()> + Send + 'static,
    farewell: Duration,
) {
    let stopping = house.stopping.clone();
    let sockets = house.sockets.clone();
    let service = doors(house).into_make_service_with_connect_info::<SocketAddr>();
    let going = stopping.clone();
    // A frame goes out when it is said, not when the network thinks that enough has gathered.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        shutdown.await;
        going.cancel();
    });
    let late = async {
        stopping.cancelled().await;
        tokio::time::sleep(farewell).await;
    };
    tokio::select! {
        ended = async { serving.await } => if let Err(cause) = ended {
            tracing::error!(%cause, "the listener failed");
        },
        () = late => tracing::warn!("some requests didn't end in time"),
    }
    sockets.close();
    if tokio::time::timeout(farewell, sockets.wait()).await.is_err() {
        tracing::warn!("some sockets didn't end in time");
    }
}
