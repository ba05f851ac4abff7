//! Signals that would end other programs, and don't end a server.

use std::process::Command;

use serde_json::json;

use super::{Running, over};

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

    let told = Command::new("kill").args(["-HUP", &running.process.id().to_string()]).status();

    assert!(told.unwrap().success());
    assert_eq!(running.asks("GET /up", "", &json!({})), json!({ "status": "up" }));
    running.stops();
}
