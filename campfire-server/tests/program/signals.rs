//! Signals that would end other programs and don't end a server, and the one that does, in good order.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    process::Command,
    thread,
    time::Duration,
};

use serde_json::json;

use super::{Running, backups::until, over};

/// What the database's files may grow to: hardly more than they have at the start.
const FILE_LIMIT: &str = "--fsize=2000000";

#[test]
fn a_file_that_may_not_grow_refuses_changes_and_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = over(&folder.path().join("campfire.sqlite3"));
    let mut limited = Command::new("prlimit");
    limited.arg(FILE_LIMIT).arg(server.get_program()).env_clear().env("RUST_LOG", "off");
    limited.envs(server.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let running = Running::start(limited);
    let ada = running.set_up();
    let said = json!({ "content": "much ado ".repeat(1_000) });

    let answers = (0..400).map(|_| running.asks("POST /api/rooms/1/messages", &ada, &said));
    let refused = answers.into_iter().find(|answer| answer["id"].is_null()).unwrap();

    assert_eq!(refused["error"]["code"], "busy", "{refused}");
    assert_eq!(running.asks("GET /up", "", &json!({})), json!({ "status": "up" }));
    running.stops();
}

/// Without files of certificates there is nothing to read anew.
#[test]
fn a_hangup_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::over(&folder.path().join("campfire.sqlite3"));

    running.is_sent("-HUP");

    assert_eq!(running.asks("GET /up", "", &json!({})), json!({ "status": "up" }));
    running.stops();
}

/// For a server to go too early. Where that takes longer less is proved, and nothing wrong.
const A_WHILE: Duration = Duration::from_millis(500);

#[test]
fn who_was_still_asking_when_it_was_told_to_go_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Running::over(&folder.path().join("campfire.sqlite3"));
    running.set_up();
    let asked = json!({ "email": "ada@example.com", "password": "open sesame" }).to_string();
    let mut asking = TcpStream::connect(&running.address).unwrap();
    write!(
        asking,
        "POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nexpect: 100-continue\r\n\r\n",
        asked.len()
    )
    .unwrap();
    let mut heard = BufReader::new(asking.try_clone().unwrap()).lines().map(Result::unwrap);
    assert_eq!(heard.next().unwrap(), "HTTP/1.1 100 Continue");

    running.is_sent("-TERM");
    until(|| TcpStream::connect(&running.address).is_err());
    thread::sleep(A_WHILE);
    asking.write_all(asked.as_bytes()).unwrap();

    assert_eq!(heard.find(|line| !line.is_empty()).unwrap(), "HTTP/1.1 200 OK");
    assert!(running.process.wait().unwrap().success());
}
