//! The doors: every route on one page, and the layers around them.

#![expect(unused_qualifications, reason = "the API document's macro writes them for us")]

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
mod rooms;
mod search;
mod socket;

/// The API as a document: the routes add themselves below.
#[derive(OpenApi)]
#[openapi(info(title = "Campfire", description = "Group chat that a team runs itself"))]
struct Document;

/// Every route, and the document that describes them: one list makes both.
fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(rooms::list_rooms, rooms::create_room))
        .routes(routes!(rooms::show_room, rooms::change_room, rooms::delete_room))
        .routes(routes!(rooms::list_members, rooms::add_members))
        .routes(routes!(rooms::remove_member))
        .routes(routes!(rooms::show_involvement, rooms::change_involvement))
        .routes(routes!(rooms::mark_read))
        .routes(routes!(messages::list_messages, messages::post_message))
        .routes(routes!(messages::show_message, messages::edit_message, messages::delete_message))
        .routes(routes!(messages::boost_message))
        .routes(routes!(messages::unboost_message))
        .routes(routes!(messages::list_sounds))
        .routes(routes!(search::search_messages))
        .routes(routes!(search::list_searches, search::forget_searches))
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
