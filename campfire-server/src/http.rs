//! The doors: every route on one page, and the layers around them.

#![expect(unused_qualifications, reason = "the API document's macro writes them for us")]

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{delete, get, patch, post, put},
};
use campfire_proto::limits;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_util::task::TaskTracker;
use utoipa::{OpenApi, openapi::OpenApi as Written};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{House, assets, error::Error};

mod account;
mod bot_api;
mod bots;
mod connections;
mod cookie;
mod document;
mod extract;
mod guard;
mod health;
pub mod limiter;
mod me;
pub mod measures;
mod messages;
mod operator;
mod pages;
mod people;
mod plain;
mod push;
mod redact;
mod rooms;
mod search;
mod sign_in;
mod socket;

use connections::{Crowd, Entrance};

/// From one list of routes, the router that answers and the document that describes it. The document
/// is big and seldom asked for, so that it is put together only then.
macro_rules! doors {
    ($($method:ident $path:literal => $noun:ident :: $handler:ident;)+) => {
        fn router() -> Router<House> {
            Router::new()$(.route($path, $method($noun::$handler)))+
        }

        /// The API as OpenAPI 3.1.
        pub fn document() -> Written {
            let routes = OpenApiRouter::<House>::with_openapi(document::Document::openapi())
                $(.routes(routes!($noun::$handler)))+;
            document::finish(routes.into_openapi())
        }

        /// Every documented route, as the list has it.
        #[cfg(test)]
        const DOORS: &[(&str, &str)] = &[$((stringify!($method), $path)),+];
    };
}

doors! {
    get "/api/setup" => sign_in::show_setup;
    post "/api/setup" => sign_in::set_up;
    post "/api/auth/register" => sign_in::register;
    post "/api/auth/login" => sign_in::log_in;
    put "/api/auth/transfer" => sign_in::follow_transfer_link;
    post "/api/auth/transfer" => me::make_transfer_link;
    get "/api/auth/me" => me::show_me;
    post "/api/auth/logout" => me::log_out;
    post "/api/auth/refresh" => me::refresh;
    get "/api/auth/sessions" => me::list_sessions;
    delete "/api/auth/sessions/{id}" => me::end_session;
    get "/api/user/profile" => me::show_profile;
    put "/api/user/profile" => me::change_profile;
    get "/api/users" => people::list_people;
    get "/api/users/{id}" => people::show_person;
    delete "/api/users/{id}" => people::remove_person;
    put "/api/users/{id}/role" => people::change_role;
    post "/api/users/{id}/ban" => people::ban_person;
    delete "/api/users/{id}/ban" => people::lift_ban;
    post "/api/users/{id}/transfer" => people::make_transfer_link_for;
    get "/api/account" => account::show_account;
    put "/api/account" => account::change_account;
    get "/api/account/join_link" => account::show_join_link;
    post "/api/account/join_code" => account::replace_join_code;
    put "/api/account/custom_styles" => account::change_styles;
    get "/api/rooms" => rooms::list_rooms;
    post "/api/rooms" => rooms::create_room;
    get "/api/rooms/{room_id}" => rooms::show_room;
    put "/api/rooms/{room_id}" => rooms::change_room;
    delete "/api/rooms/{room_id}" => rooms::delete_room;
    get "/api/rooms/{room_id}/memberships" => rooms::list_members;
    post "/api/rooms/{room_id}/memberships" => rooms::add_members;
    delete "/api/rooms/{room_id}/memberships/{user_id}" => rooms::remove_member;
    get "/api/rooms/{room_id}/involvement" => rooms::show_involvement;
    put "/api/rooms/{room_id}/involvement" => rooms::change_involvement;
    post "/api/rooms/{room_id}/read" => rooms::mark_read;
    get "/api/rooms/{room_id}/messages" => messages::list_messages;
    post "/api/rooms/{room_id}/messages" => messages::post_message;
    get "/api/messages/{message_id}" => messages::show_message;
    put "/api/messages/{message_id}" => messages::edit_message;
    delete "/api/messages/{message_id}" => messages::delete_message;
    post "/api/messages/{message_id}/boosts" => messages::boost_message;
    delete "/api/messages/{message_id}/boosts/{boost_id}" => messages::unboost_message;
    get "/api/sounds" => messages::list_sounds;
    get "/api/search/messages" => search::search_messages;
    get "/api/searches" => search::list_searches;
    delete "/api/searches" => search::forget_searches;
    get "/api/bots" => bots::list_bots;
    post "/api/bots" => bots::create_bot;
    put "/api/bots/{id}" => bots::change_bot;
    delete "/api/bots/{id}" => bots::remove_bot;
    post "/api/bots/{id}/key" => bots::reset_key;
    get "/rooms/{room_id}/{bot_key}/messages" => bot_api::list_messages;
    post "/rooms/{room_id}/{bot_key}/messages" => bot_api::post_message;
    put "/rooms/{room_id}/{bot_key}/messages/{message_id}" => bot_api::put_message;
    patch "/rooms/{room_id}/{bot_key}/messages/{message_id}" => bot_api::patch_message;
    delete "/rooms/{room_id}/{bot_key}/messages/{message_id}" => bot_api::delete_message;
    post "/rooms/{room_id}/{bot_key}/messages/{message_id}/boosts" => bot_api::boost_message;
    delete "/rooms/{room_id}/{bot_key}/messages/{message_id}/boosts/{boost_id}"
        => bot_api::unboost_message;
    get "/api/push/vapid_public_key" => push::show_public_key;
    get "/api/push/subscriptions" => push::list_subscriptions;
    post "/api/push/subscriptions" => push::subscribe;
    delete "/api/push/subscriptions" => push::unsubscribe;
    post "/api/push/test" => push::test_push;
    get "/up" => health::up;
    get "/health" => health::health;
    get "/health/detailed" => health::health_detailed;
    get "/metrics" => measures::metrics;
    get "/api/openapi.json" => health::openapi;
}

/// What answers a request: the routes, with the layers around them.
pub fn doors(house: House) -> Router {
    router()
        .route("/ws", get(socket::open_socket))
        .route("/custom-styles.css", get(assets::custom_styles))
        .fallback(assets::file_or_page)
        .method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES))
        .layer(middleware::from_fn_with_state(House::clone(&house), guard::around_every_request))
        .with_state(house)
}

/// Where people come in.
pub struct Listeners {
    pub main: TcpListener,
    /// Beside TLS only.
    pub plain: Option<TcpListener>,
}

/// Answers until `shutdown` resolves; then finishes what is under way, within `farewell`.
pub async fn serve(
    listeners: Listeners,
    house: House,
    shutdown: impl Future<Output = ()>,
    farewell: Duration,
) {
    let stopping = house.stopping.clone();
    let sockets = house.sockets.clone();
    let measuring = tokio::spawn(measures::keep_measuring(stopping.clone()));
    let talks = TaskTracker::new();
    receive(listeners, house, &talks, shutdown).await;
    stopping.cancel();
    talks.close();
    if tokio::time::timeout(farewell, talks.wait()).await.is_err() {
        tracing::warn!("some requests didn't end in time");
    }
    sockets.close();
    measuring.abort();
    if tokio::time::timeout(farewell, sockets.wait()).await.is_err() {
        tracing::warn!("some sockets didn't end in time");
    }
}

/// Takes connections in until `shutdown` resolves.
async fn receive(
    listeners: Listeners,
    house: House,
    talks: &TaskTracker,
    shutdown: impl Future<Output = ()>,
) {
    let tls = house.tls.as_ref().map(|tls| TlsAcceptor::from(Arc::new(tls.server_config())));
    let crowd = Arc::new(Crowd::new(&house));
    let (patience, stopping) = (house.config.patience, house.stopping.clone());
    let doors = doors(House::clone(&house));
    let main = Entrance { doors, tls, crowd, patience, stopping, talks: talks.clone() };
    let plain = Entrance { doors: plain::doors(house), tls: None, ..main.clone() };
    let beside = async {
        match listeners.plain {
            Some(listener) => plain.receive(listener).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = main.receive(listeners.main) => {}
        () = beside => {}
        () = shutdown => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_document_says_where_each_door_is() {
        let document = serde_json::to_value(document()).unwrap();
        let paths = document["paths"].as_object().unwrap();

        let documented: BTreeSet<(&str, &str)> = paths
            .iter()
            .flat_map(|(path, methods)| {
                methods.as_object().unwrap().keys().map(move |method| (&**method, &**path))
            })
            .collect();

        assert_eq!(documented, DOORS.iter().copied().collect());
    }
}
