//! What the log may not hold, at any level: nothing that opens a door, and nothing anybody said.
use std::{io::Read, process::Stdio};

use serde_json::json;

use super::{Running, over};

#[test]
fn the_log_holds_no_secret_at_any_level() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = over(&folder.path().join("campfire.sqlite3"));
    command.env("RUST_LOG", "trace").stderr(Stdio::piped());
    let mut running = Running::start(command);
    let mut log = running.process.stderr.take().unwrap();
    let reading = std::thread::spawn(move || {
        let mut text = String::new();
        log.read_to_string(&mut text).map(|_| text)
    });

    let token = running.set_up();
    // Nobody listens there: what can't be delivered is logged, too.
    let new = json!({ "name": "Robot", "webhook_url": "http://127.0.0.1:1/hook-secret" });
    let key = running.asks("POST /api/bots", &token, &new)["key"].as_str().unwrap().to_owned();
    running.asks("GET /api/rooms", &key, &json!({}));
    running.asks(&format!("POST /rooms/1/{key}/messages"), "", &json!("said-by-a-bot"));
    running.asks(&format!("GET /rooms/x/{key}/messages?after=y"), "", &json!({}));
    running.asks(&format!("POST /rooms/1/{key}x/messages"), "", &json!("said-by-a-bot"));
    running.asks("POST /api/rooms/1/messages", &token, &json!({ "content": "@Robot whispered" }));
    running.asks("POST /api/auth/login", "", &json!({ "email": "ada@example.com" }));
    running.stops();
    let log = reading.join().unwrap().unwrap();

    assert!(log.contains("/rooms/1/…/messages"), "requests are logged: {log}");
    assert!(log.contains("a bot can't be reached"), "calls of bots are logged: {log}");
    let (_, secret) = key.split_once('-').unwrap();
    for hidden in
        [secret, &token, "open sesame", "ada@example.com", "hook-secret", "whispered", "said-by"]
    {
        assert!(!log.contains(hidden), "{hidden} is in the log: {log}");
    }
}
