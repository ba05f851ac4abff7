//! Requests that no well-behaved client would send: bytes over a socket.

use std::{fmt, net::SocketAddr, time::Duration};

use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::Answer;

/// What is sent, byte for byte.
#[derive(Clone, Default)]
pub struct RawRequest {
    pub method: String,
    pub target: Vec<u8>,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
}

impl RawRequest {
    pub fn new(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.as_bytes().to_vec(), ..Self::default() }
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    #[must_use]
    pub fn json(self, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref().to_vec();
        Self { body, ..self }.header("content-type", "application/json")
    }

    /// Sends it on a connection of its own, and reads what comes until the server hangs up.
    pub async fn send(&self, to: SocketAddr) -> Answer {
        let mut stream = TcpStream::connect(to).await.expect("the server listens");
        let head = self.bytes(to);
        // A server that has read enough may answer and hang up before everything is sent.
        drop(stream.write_all(&head).await);
        let mut answer = Vec::new();
        let reading =
            tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut answer));
        drop(reading.await.expect("the server answers and hangs up"));
        let asked = format!("{} {}", self.method, String::from_utf8_lossy(&self.target));
        parse(asked, &answer)
    }

    fn bytes(&self, to: SocketAddr) -> Vec<u8> {
        let mut bytes = format!("{} ", self.method).into_bytes();
        bytes.extend(&self.target);
        bytes.extend(format!(" HTTP/1.1\r\nhost: {to}\r\nconnection: close\r\n").bytes());
        for (name, value) in &self.headers {
            bytes.extend(format!("{name}: ").bytes());
            bytes.extend(value);
            bytes.extend(b"\r\n");
        }
        bytes.extend(format!("content-length: {}\r\n\r\n", self.body.len()).bytes());
        bytes.extend(&self.body);
        bytes
    }
}

/// Says these very bytes, and hears what comes until the server hangs up, or says nothing for a while.
pub async fn hears(to: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(to).await.expect("the server listens");
    drop(stream.write_all(bytes).await);
    let mut heard = Vec::new();
    let hearing = async { while stream.read_buf(&mut heard).await.is_ok_and(|read| read > 0) {} };
    // Whoever keeps the line open waits for another request; its answer has come.
    drop(tokio::time::timeout(Duration::from_secs(1), hearing).await);
    String::from_utf8_lossy(&heard).into_owned()
}

// As text, so that a failing test shows what to type into a terminal.
impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target.escape_ascii())?;
        for (name, value) in self.headers.iter().filter(|(name, _)| name != "authorization") {
            write!(f, " [{name}: {}]", value.escape_ascii())?;
        }
        write!(f, " {}", self.body.escape_ascii())
    }
}

fn parse(asked: String, answer: &[u8]) -> Answer {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("{asked} got no answer"));
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status");
    let headers: HeaderMap = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
            (name, HeaderValue::from_str(value).expect("a header's value"))
        })
        .collect();
    let status = StatusCode::from_bytes(status.as_bytes()).expect("a status");
    Answer::new(asked, status, headers, unchunked(says_chunked(&head), &answer[end + 4..]))
}

fn says_chunked(head: &str) -> bool {
    head.to_ascii_lowercase().contains("transfer-encoding: chunked")
}

fn unchunked(chunked: bool, mut body: &[u8]) -> Vec<u8> {
    if !chunked {
        return body.to_vec();
    }
    let mut whole = Vec::new();
    while let Some(line) = body.windows(2).position(|window| window == b"\r\n") {
        let size = String::from_utf8_lossy(&body[..line]).into_owned();
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        if size == 0 || body.len() < line + 2 + size {
            break;
        }
        whole.extend(&body[line + 2..line + 2 + size]);
        body = &body[line + 2 + size..];
        body = body.strip_prefix(b"\r\n").unwrap_or(body);
    }
    whole
}
