//! The doors: every route on one page, and the layers around them.

#![expect(unused_qualifications, reason = "the API document's macro writes them for us")]

use std::{net::SocketAddr, time::Duration};

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::get, serve::ListenerExt};
use campfire_proto::limits;
use tokio::net::TcpListener;
use utoipa::{OpenApi, openapi::OpenApi as Written};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{House, assets, error::Error};

mod account;
mod cookie;
mod document;
mod extract;
mod guard;
mod health;
pub mod limiter;
mod me;
mod messages;
mod people;
mod redact;
mod rooms;
mod search;
mod sign_in;
mod socket;

/// Every route, and the document that describes them: one list makes both.
fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::with_openapi(document::Document::openapi())
        .routes(routes!(sign_in::show_setup, sign_in::set_up))
        .routes(routes!(sign_in::register))
        .routes(routes!(sign_in::log_in))
        .routes(routes!(sign_in::follow_transfer_link, me::make_transfer_link))
        .routes(routes!(me::show_me))
        .routes(routes!(me::log_out))
        .routes(routes!(me::refresh))
        .routes(routes!(me::list_sessions))
        .routes(routes!(me::end_session))
        .routes(routes!(me::show_profile, me::change_profile))
        .routes(routes!(people::list_people))
        .routes(routes!(people::show_person, people::remove_person))
        .routes(routes!(people::change_role))
        .routes(routes!(people::ban_person, people::lift_ban))
        .routes(routes!(people::make_transfer_link_for))
        .routes(routes!(account::show_account, account::change_account))
        .routes(routes!(account::replace_join_code))
        .routes(routes!(account::change_styles))
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
        .routes(routes!(health::up))
        .routes(routes!(health::health))
        .routes(routes!(health::health_detailed))
        .routes(routes!(health::metrics))
        .routes(routes!(health::openapi))
}

/// The API as OpenAPI 3.1.
pub fn document() -> Written {
    document::finish(routes().into_openapi())
}

/// What answers a request: the routes, with the layers around them.
pub fn doors(house: House) -> Router {
    let (router, _document) = routes().split_for_parts();
    router
        .route("/ws", get(socket::open_socket))
        .route("/custom-styles.css", get(assets::custom_styles))
        .fallback(assets::file_or_page)
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
    let measuring = tokio::spawn(health::keep_measuring(stopping.clone()));
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
    measuring.abort();
    if tokio::time::timeout(farewell, sockets.wait()).await.is_err() {
        tracing::warn!("some sockets didn't end in time");
    }
}
