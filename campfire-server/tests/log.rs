//! What the log may not hold, at any level: nothing that opens a door, and nothing anybody said.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    thread::JoinHandle,
};

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{self, Message};

/// As long as a token, and in no log line by chance.
const SENTINEL: &str = "sentinel4711sentinel4711sentinel4711abcd";

/// The program at its most talkative.
struct Talkative {
    address: String,
    running: Child,
    log: JoinHandle<String>,
    _folder: tempfile::TempDir,
}

impl Talkative {
    fn starts() -> Self {
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
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            log.read_to_string(&mut text).unwrap();
            text
        });
        Self { address, running, log, _folder: folder }
    }

    /// Sends one request, as simply as it goes; the answer's body.
    fn hears(&self, request: &str, token: &str, body: &Value) -> Value {
        self.hears_with(request, &format!("authorization: Bearer {token}\r\n"), body)
    }

    fn hears_with(&self, request: &str, headers: &str, body: &Value) -> Value {
        let (address, body) = (&self.address, body.to_string());
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "{request} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap_or_default()
    }

    /// Somebody who may do everything.
    fn is_set_up(&self) -> String {
        let new = json!({ "name": "Ada", "email": "ada@example.com", "password": "open sesame" });
        self.hears("POST /api/setup", "", &new)["token"].as_str().unwrap().to_owned()
    }

    /// Goes down, and leaves its log.
    fn stops(mut self) -> String {
        let told = Command::new("kill").arg(self.running.id().to_string()).status().unwrap();
        assert!(told.success() && self.running.wait().unwrap().success());
        self.log.join().unwrap()
    }
}

#[test]
fn the_log_holds_no_secret_at_any_level() {
    let server = Talkative::starts();
    let token = server.is_set_up();
    // Nobody listens there: what can't be delivered is logged, too.
    let new = json!({ "name": "Robot", "webhook_url": "http://127.0.0.1:1/hook-secret" });
    let key = server.hears("POST /api/bots", &token, &new)["key"].as_str().unwrap().to_owned();
    server.hears("GET /api/rooms", &key, &json!({}));
    server.hears(&format!("POST /rooms/1/{key}/messages"), "", &json!("said-by-a-bot"));
    server.hears(&format!("GET /rooms/x/{key}/messages?after=y"), "", &json!({}));
    server.hears(&format!("POST /rooms/1/{key}x/messages"), "", &json!("said-by-a-bot"));
    let whispers = json!({ "content": "@Robot whispered" });
    server.hears("POST /api/rooms/1/messages", &token, &whispers);
    server.hears("POST /api/auth/login", "", &json!({ "email": "ada@example.com" }));
    let log = server.stops();

    assert!(log.contains("/rooms/1/…/messages"), "requests are logged: {log}");
    assert!(log.contains("a bot can't be reached"), "calls of bots are logged: {log}");
    let (_, secret) = key.split_once('-').unwrap();
    for hidden in
        [secret, &token, "open sesame", "ada@example.com", "hook-secret", "whispered", "said-by"]
    {
        assert!(!log.contains(hidden), "{hidden} is in the log: {log}");
    }
}

/// Every route there is, as somebody who may and as nobody, with something that could be a secret
/// wherever a request has room for one.
#[test]
fn whatever_is_put_into_a_request_stays_out_of_the_log() {
    let server = Talkative::starts();
    let token = server.is_set_up();
    let document = server.hears("GET /api/openapi.json", "", &json!({}));
    let fields = [
        "name",
        "email",
        "bio",
        "password",
        "current_password",
        "content",
        "client_message_id",
        "token",
        "join_code",
        "custom_styles",
        "webhook_url",
        "endpoint",
        "involvement",
        "role",
        "account_name",
        "room_type",
    ];
    let mut body: Value = fields.iter().map(|field| (*field, SENTINEL)).collect();
    body["keys"] = json!({ "p256dh": SENTINEL, "auth": SENTINEL });
    let mut tried = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path
            .replace("{room_id}", "1")
            .replace("{bot_key}", &format!("7-{}", &SENTINEL[..12]))
            .replace("{id}", SENTINEL)
            .replace("{message_id}", SENTINEL)
            .replace("{boost_id}", SENTINEL)
            .replace("{user_id}", SENTINEL);
        assert!(!path.contains('{'), "what belongs into {path}?");
        // Signing out answers to anything, and then nobody may any more.
        for method in methods.as_object().unwrap().keys().filter(|_| !path.ends_with("/logout")) {
            let request = format!(
                "{} {path}?q={SENTINEL}&token={SENTINEL}&before={SENTINEL}",
                method.to_uppercase()
            );
            for bearer in [token.as_str(), SENTINEL] {
                let headers = format!(
                    "authorization: Bearer {bearer}\r\ncookie: session_token={SENTINEL}\r\n\
                     user-agent: {SENTINEL}\r\nx-custom: {SENTINEL}\r\nif-none-match: {SENTINEL}\r\n\
                     referer: http://x/transfer/{SENTINEL}\r\nx-forwarded-for: {SENTINEL}\r\n"
                );
                server.hears_with(&request, &headers, &body);
            }
            tried += 1;
        }
    }
    for path in ["transfer", "join", "rooms/1", "no/such/place", "assets"] {
        server.hears(&format!("GET /{path}/{SENTINEL}?token={SENTINEL}"), SENTINEL, &json!({}));
    }
    says_it_over_a_socket(&server.address, &token);
    let log = server.stops();

    assert!(tried > 60, "only {tried} routes were tried");
    assert!(log.contains("/api/rooms/1/messages"), "requests are logged: {log}");
    let leak = log.lines().find(|line| line.to_lowercase().contains(&SENTINEL[..12]));
    assert_eq!(leak, None);
    assert!(!log.contains(&token), "the token of who asked is in the log");
}

fn says_it_over_a_socket(address: &str, token: &str) {
    let stream = TcpStream::connect(address).unwrap();
    let url = format!("ws://{address}/ws?token={SENTINEL}");
    let (mut socket, _) = tungstenite::client(url, stream).unwrap();
    for frame in [
        json!({ "type": "authenticate", "session_token": token }),
        json!({ "type": "typing", "room_id": 1, "state": SENTINEL }),
        json!({ "type": SENTINEL, "room_id": SENTINEL }),
        json!(SENTINEL),
        json!({ "type": "reconnect", "room_id": 1, "session_token": SENTINEL }),
    ] {
        socket.send(Message::text(frame.to_string())).unwrap();
    }
    // The last one is a wrong token: the server says goodbye.
    while socket.read().is_ok() {}
}
