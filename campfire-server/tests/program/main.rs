//! The program from outside, as whoever runs it knows it: its commands, what it prints, how it ends.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on has failed")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::{Value, json};

mod backups;
mod command_line;
mod log;
mod metrics;
mod restoring;
mod signals;
mod start_up;

/// The program, with nothing set but what a test sets.
fn server() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_campfire-server"));
    command.env_clear();
    command
}

/// The program over this database.
fn over(database: &Path) -> Command {
    let mut command = server();
    command.env("DATABASE_PATH", database).env("PORT", "0");
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Ends with 1 and says each of these.
#[track_caller]
fn refuses(mut command: Command, words: &[&str]) {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    // A server that starts after all says so, and would then run for ever.
    let mut printed = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut printed).unwrap();
    if !printed.is_empty() {
        process.kill().unwrap();
    }
    let output = process.wait_with_output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{printed}{said}");
    for word in words {
        assert!(said.contains(word), "{word:?} isn't in: {said}");
    }
    assert_eq!(said.matches("error: ").count(), 1, "one sentence is enough: {said}");
}

#[track_caller]
fn succeeds(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// A server that runs, until it is dropped.
struct Running {
    process: Child,
    address: String,
}

impl Running {
    /// Starts it on a free port. Its log goes nowhere unless the command says otherwise.
    fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.trim().rsplit_once("://").unwrap().1.to_owned();
        Self { process, address }
    }

    fn over(database: &Path) -> Self {
        let mut command = over(database);
        command.env("RUST_LOG", "error");
        Self::start(command)
    }

    /// Sends one request, as simply as it goes; the answer's body.
    fn answers(&self, request: &str, token: &str, body: &Value) -> String {
        self.answers_with(request, &format!("authorization: Bearer {token}\r\n"), body)
    }

    /// The same, with headers of one's own.
    fn answers_with(&self, request: &str, headers: &str, body: &Value) -> String {
        self.answers_in_full(request, headers, body).1
    }

    /// The same: the answer's head and its body.
    fn answers_in_full(&self, request: &str, headers: &str, body: &Value) -> (String, String) {
        let body = body.to_string();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{request} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{headers}\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    /// The same, as JSON.
    fn asks(&self, request: &str, token: &str, body: &Value) -> Value {
        serde_json::from_str(&self.answers(request, token, body)).unwrap_or_default()
    }

    /// The first run; Ada's token.
    fn set_up(&self) -> String {
        let new = json!({ "name": "Ada", "email": "ada@example.com", "password": "open sesame" });
        self.asks("POST /api/setup", "", &new)["token"].as_str().unwrap().to_owned()
    }

    /// Says something in "All Talk"; its id.
    fn says(&self, token: &str, text: &str) -> i64 {
        let body = json!({ "content": text });
        self.asks("POST /api/rooms/1/messages", token, &body)["id"].as_i64().unwrap()
    }

    fn is_sent(&self, signal: &str) {
        let process = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
    }

    /// Goes down as on SIGTERM, in good order.
    fn stops(mut self) {
        self.is_sent("-TERM");
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
