//! What the log may not hold, at any level: nothing that opens a door, and nothing anybody said.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

/// Sends one request, as simply as it goes; the answer's body.
fn asks(address: &str, request: &str, token: &str, body: &Value) -> Value {
    let body = body.to_string();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{request} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         authorization: Bearer {token}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_default()
}

#[test]
fn the_log_holds_no_secret_at_any_level() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Command::new(env!("CARGO_BIN_EXE_campfire-server"))
        .env_clear()
        .env("DATABASE_PATH", folder.path().join("campfire.sqlite3"))
        .env("PORT", "0")
        .env("RUST_LOG", "trace")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(running.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let address = first.trim().rsplit_once("http://").unwrap().1.to_owned();
    let mut log = running.stderr.take().unwrap();
    let reading = std::thread::spawn(move || {
        let mut text = String::new();
        log.read_to_string(&mut text).map(|_| text)
    });

    let new = json!({ "name": "Ada", "email": "ada@example.com", "password": "open sesame" });
    let token = asks(&address, "POST /api/setup", "", &new)["token"].as_str().unwrap().to_owned();
    // Nobody listens there: what can't be delivered is logged, too.
    let new = json!({ "name": "Robot", "webhook_url": "http://127.0.0.1:1/hook-secret" });
    let key = asks(&address, "POST /api/bots", &token, &new)["key"].as_str().unwrap().to_owned();
    asks(&address, "GET /api/rooms", &key, &json!({}));
    asks(&address, &format!("POST /rooms/1/{key}/messages"), "", &json!("said-by-a-bot"));
    asks(&address, &format!("GET /rooms/x/{key}/messages?after=y"), "", &json!({}));
    asks(&address, &format!("POST /rooms/1/{key}x/messages"), "", &json!("said-by-a-bot"));
    asks(&address, "POST /api/rooms/1/messages", &token, &json!({ "content": "@Robot whispered" }));
    asks(&address, "POST /api/auth/login", "", &json!({ "email": "ada@example.com" }));
    let told = Command::new("kill").arg(running.id().to_string()).status().unwrap();
    assert!(told.success() && running.wait().unwrap().success());
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
