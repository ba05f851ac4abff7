//! What the log may not hold, at any level: nothing that opens a door, and nothing anybody said.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
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

/// Somebody outside who answers calls of bots with an error that says too much, and hangs up on
/// everything else.
fn complains() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            if line.contains("/hook") {
                read_to_end(&mut stream);
                let answer =
                    "HTTP/1.1 500 No\r\ncontent-length: 4\r\nconnection: close\r\n\r\noops";
                stream.get_mut().write_all(answer.as_bytes()).unwrap();
            }
        }
    });
    format!("http://{address}")
}

/// What follows the first line of a request.
fn read_to_end(stream: &mut BufReader<TcpStream>) {
    let (mut line, mut length) = (String::new(), 0);
    while line.trim() != "" || line.is_empty() {
        line.clear();
        stream.read_line(&mut line).unwrap();
        if let Some(bytes) = line.to_lowercase().strip_prefix("content-length: ") {
            length = bytes.trim().parse().unwrap();
        }
    }
    stream.read_exact(&mut vec![0; length]).unwrap();
}

#[test]
fn the_log_holds_no_secret_at_any_level() {
    let folder = tempfile::tempdir().unwrap();
    let outside = complains();
    let mut running = Command::new(env!("CARGO_BIN_EXE_campfire-server"))
        .env_clear()
        .env("DATABASE_PATH", folder.path().join("campfire.sqlite3"))
        .env("PORT", "0")
        .env("RUST_LOG", "trace")
        .env("PUSH_ALLOW_PRIVATE", "true")
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
    for misplaced in [
        format!("PATCH /rooms/1/{key}"),
        format!("TRACE /rooms/1/{key}/messages"),
        format!("GET //rooms//1/{key}/messages/1/boosts/x"),
        format!("DELETE /api/{key}?key={key}"),
        format!("GET /elsewhere/{}?key={key}", key.replace('-', "%2D")),
        format!("GET /rooms/1/{key}/messages HTTP/1.1\r\nreferer: http://{address}/rooms/1/{key}"),
        format!("GET /ws?key={key}"),
    ] {
        asks(&address, &misplaced, &format!("{key}x"), &json!({ "key": key }));
    }
    // One that is called, and complains; and a device whose push service does.
    let new = json!({ "name": "Eddie", "webhook_url": format!("{outside}/hook-secret") });
    let other = asks(&address, "POST /api/bots", &token, &new)["key"].as_str().unwrap().to_owned();
    asks(&address, "POST /api/rooms/1/messages", &token, &json!({ "content": "@Eddie whispered" }));
    let device = json!({
        "endpoint": format!("{outside}/device-secret"),
        "keys": {
            // The point that every curve of this kind begins with.
            "p256dh": "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
            "auth": "c2VjcmV0LW9mLWRldmljZQ",
        },
    });
    asks(&address, "POST /api/push/subscriptions", &token, &device);
    let tried = asks(&address, "POST /api/push/test", &token, &json!({}));
    assert_eq!(tried["results"][0]["status"], "failed", "{tried}");
    // Until the other bot has been called.
    while asks(&address, "GET /api/bots", &token, &json!({}))["bots"][0]["calls"]["failed"] == 0 {}
    let told = Command::new("kill").arg(running.id().to_string()).status().unwrap();
    assert!(told.success() && running.wait().unwrap().success());
    let log = reading.join().unwrap().unwrap();

    assert!(log.contains("/rooms/1/…/messages"), "requests are logged: {log}");
    assert!(log.contains("It can't be reached"), "calls of bots are logged: {log}");
    assert!(log.contains("It answered with 500"), "what they answer is logged: {log}");
    assert!(log.contains("a device wasn't woken"), "pushes are logged: {log}");
    let secret_of = |key: &str| key.split_once('-').unwrap().1.to_owned();
    for hidden in [
        &secret_of(&key),
        &secret_of(&other),
        &token,
        "open sesame",
        "ada@example.com",
        "hook-secret",
        "device-secret",
        "c2VjcmV0LW9mLWRldmljZQ",
        "BGsX0fLhLEJH",
        "whispered",
        "said-by",
    ] {
        assert!(!log.contains(hidden), "{hidden} is in the log: {log}");
    }
}
