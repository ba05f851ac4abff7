//! What the log may not hold, at any level: nothing that opens a door, and nothing anybody said.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::Stdio,
    thread::JoinHandle,
};

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{self, Message};

use super::{Running, over};

/// As long as a token, and in no log line by chance.
const SENTINEL: &str = "sentinel4711sentinel4711sentinel4711abcd";

/// The program at its most talkative.
struct Talkative {
    running: Running,
    log: JoinHandle<String>,
    _folder: tempfile::TempDir,
}

impl Talkative {
    fn starts() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = over(&folder.path().join("campfire.sqlite3"));
        command.env("RUST_LOG", "trace").env("PUSH_ALLOW_PRIVATE", "true").stderr(Stdio::piped());
        let mut running = Running::start(command);
        let mut log = running.process.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            log.read_to_string(&mut text).unwrap();
            text
        });
        Self { running, log, _folder: folder }
    }

    /// Goes down, and leaves its log.
    fn stops(self) -> String {
        self.running.stops();
        self.log.join().unwrap()
    }
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
    let outside = complains();
    let server = Talkative::starts();
    let running = &server.running;
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
    for misplaced in [
        format!("PATCH /rooms/1/{key}"),
        format!("TRACE /rooms/1/{key}/messages"),
        format!("GET //rooms//1/{key}/messages/1/boosts/x"),
        format!("DELETE /api/{key}?key={key}"),
        format!("GET /elsewhere/{}?key={key}", key.replace('-', "%2D")),
        format!("GET /rooms/1/{key}/messages HTTP/1.1\r\nreferer: http://here/rooms/1/{key}"),
        format!("GET /ws?key={key}"),
    ] {
        running.answers(&misplaced, &format!("{key}x"), &json!({ "key": key }));
    }
    // One that is called, and complains; and a device whose push service does.
    let new = json!({ "name": "Eddie", "webhook_url": format!("{outside}/hook-secret") });
    let other = running.asks("POST /api/bots", &token, &new)["key"].as_str().unwrap().to_owned();
    running.asks("POST /api/rooms/1/messages", &token, &json!({ "content": "@Eddie whispered" }));
    let device = json!({
        "endpoint": format!("{outside}/device-secret"),
        "keys": {
            // The point that every curve of this kind begins with.
            "p256dh": "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
            "auth": "c2VjcmV0LW9mLWRldmljZQ",
        },
    });
    running.asks("POST /api/push/subscriptions", &token, &device);
    let tried = running.asks("POST /api/push/test", &token, &json!({}));
    assert_eq!(tried["results"][0]["status"], "failed", "{tried}");
    // Until the other bot has been called.
    while running.asks("GET /api/bots", &token, &json!({}))["bots"][0]["calls"]["failed"] == 0 {}
    let log = server.stops();

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

/// Every route there is, as somebody who may and as nobody, with something that could be a secret
/// wherever a request has room for one.
#[test]
fn whatever_is_put_into_a_request_stays_out_of_the_log() {
    let server = Talkative::starts();
    let token = server.running.set_up();
    let document = server.running.asks("GET /api/openapi.json", "", &json!({}));
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
                server.running.answers_with(&request, &headers, &body);
            }
            tried += 1;
        }
    }
    for path in ["transfer", "join", "rooms/1", "no/such/place", "assets"] {
        server.running.asks(
            &format!("GET /{path}/{SENTINEL}?token={SENTINEL}"),
            SENTINEL,
            &json!({}),
        );
    }
    says_it_over_a_socket(&server.running.address, &token);
    let log = server.stops();

    assert!(tried > 60, "only {tried} routes were tried");
    assert!(log.contains("/api/rooms/1/messages"), "requests are logged: {log}");
    let leak = log.lines().find(|line| line.to_lowercase().contains(&SENTINEL[..12]));
    assert_eq!(leak, None);
    assert!(!log.contains(&token), "the token of who asked is in the log");
}

/// Whoever asks why something failed has nothing but the id of the answer.
#[test]
fn the_log_tells_which_lines_are_about_an_answer() {
    let server = Talkative::starts();

    let (head, _) = server.running.answers_in_full("GET /api/nowhere", "", &json!({}));
    let log = server.stops();

    let id = head.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap();
    let lines: Vec<_> = log.lines().filter(|line| line.contains(id)).collect();
    assert!(lines.iter().any(|line| line.contains("/api/nowhere")), "nothing of {id} in: {log}");
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
