//! What Prometheus reads moves when something happens. The server is a process of its own, so that
//! nobody else's deeds are in its figures.

use std::collections::BTreeMap;

use campfire_server::config::vapid::VapidKeys;
use futures::{SinkExt, StreamExt};
use serde_json::json;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest},
};

use super::{Running, over};

/// Every figure by its name and labels.
type Figures = BTreeMap<String, f64>;

fn figures(running: &Running) -> Figures {
    let told = running.answers("GET /metrics", "", &json!({}));
    let lines = told.lines().filter(|line| !line.starts_with('#'));
    let figures = lines.filter_map(|line| line.rsplit_once(' '));
    figures.map(|(name, value)| (name.to_owned(), value.parse().unwrap())).collect()
}

/// How much a figure has moved.
fn moved(before: &Figures, after: &Figures, name: &str) -> f64 {
    let figure = |figures: &Figures| figures.get(name).copied().unwrap_or_default();
    figure(after) - figure(before)
}

/// Reads the figures until this one has moved: what follows a commit isn't waited for by anybody.
async fn until_moves(running: &Running, before: &Figures, name: &str) -> Figures {
    let begun = std::time::Instant::now();
    loop {
        let after = figures(running);
        if moved(before, &after, name) > 0.0 {
            return after;
        }
        assert!(begun.elapsed().as_secs() < 30, "{name} never moved: {after:#?}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn socket(running: &Running, token: &str) -> WebSocketStream<TcpStream> {
    let mut request = format!("ws://{}/ws", running.address).into_client_request().unwrap();
    request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    let stream = TcpStream::connect(&running.address).await.unwrap();
    client_async(request, stream).await.unwrap().0
}

async fn says(socket: &mut WebSocketStream<TcpStream>, frame: &str, answer: &str) {
    socket.send(Message::text(frame)).await.unwrap();
    while let Some(Ok(heard)) = socket.next().await {
        if heard.to_text().is_ok_and(|heard| heard.contains(answer)) {
            return;
        }
    }
    panic!("no {answer} was heard");
}

#[tokio::test]
async fn figures_move_when_something_happens() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = over(&folder.path().join("campfire.sqlite3"));
    command.env("RUST_LOG", "off").env("PUSH_ALLOW_PRIVATE", "true");
    let running = Running::start(command);
    let ada = running.set_up();
    let posts = "method=\"POST\",route=\"/api/rooms/{room_id}/messages\"";
    let start = figures(&running);

    // Somebody says something.
    running.says(&ada, "Hello");
    let after = figures(&running);
    let requests = format!("campfire_http_requests_total{{{posts},status=\"201\"}}");
    assert!((moved(&start, &after, &requests) - 1.0).abs() < 0.5, "{after:#?}");
    for name in [
        &*format!("campfire_http_request_duration_seconds_count{{{posts}}}"),
        "campfire_commit_seconds_count",
        "campfire_commit_seconds_sum",
        "campfire_operations_total",
    ] {
        assert!(moved(&start, &after, name) > 0.0, "{name} stands still: {after:#?}");
    }

    // Somebody listens, hears what they missed, and what is said then.
    let mut ears = socket(&running, &ada).await;
    says(&mut ears, r#"{"type":"subscribe","room_id":1,"last_seen_message_id":0}"#, "subscribed")
        .await;
    running.says(&ada, "Are you there?");
    let heard = figures(&running);
    for name in [
        "campfire_sockets",
        "campfire_catch_ups_total{kind=\"replay\"}",
        "campfire_deliveries_total",
        "campfire_fan_out_seconds_count",
    ] {
        assert!(moved(&after, &heard, name) > 0.0, "{name} stands still: {heard:#?}");
    }
    // Not how many more than before: then the last request's connection may not have ended yet.
    assert!(heard["campfire_connections"] > 1.5, "one listens, one asks for this: {heard:#?}");
    for _ in 0..10 {
        ears.send(Message::text("nonsense")).await.unwrap();
    }
    let closes = "campfire_socket_closes_total{reason=\"malformed\"}";
    until_moves(&running, &heard, closes).await;

    // A bot is told of something and can't be reached; nor can a device be woken.
    let bot = json!({ "name": "Robot", "webhook_url": "http://127.0.0.1:1/" });
    let key = running.asks("POST /api/bots", &ada, &bot)["key"].as_str().unwrap().to_owned();
    running.says(&ada, "@Robot hello");
    until_moves(&running, &heard, "campfire_webhooks_total{outcome=\"unreachable\"}").await;
    let keys = json!({ "p256dh": VapidKeys::random().public(), "auth": "A".repeat(22) });
    let device = json!({ "endpoint": "http://127.0.0.1:1/", "keys": keys });
    running.asks("POST /api/push/subscriptions", &ada, &device);
    running.asks("POST /api/push/test", &ada, &json!({}));
    until_moves(&running, &heard, "campfire_pushes_total{outcome=\"failed\"}").await;

    // What is there at any time; and what never is: somebody's words, addresses or keys.
    running.answers(&format!("GET /rooms/1/{key}/messages"), "", &json!({}));
    running.answers("GET /transfer/a-secret-of-somebody", "", &json!({}));
    let last = figures(&running);
    for name in [
        "campfire_uptime_seconds",
        "campfire_writer_queue",
        "campfire_database_bytes",
        "campfire_database_log_bytes",
        "process_resident_memory_bytes",
        "process_open_fds",
        "process_max_fds",
    ] {
        assert!(last.contains_key(name), "{name} is missing: {last:#?}");
    }
    let (_, secret) = key.split_once('-').unwrap();
    for name in last.keys() {
        for hidden in [secret, "a-secret", "Robot", "example.com"] {
            assert!(!name.contains(hidden), "{name}");
        }
    }
}
