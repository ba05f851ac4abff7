//! What is outside the house: whoever listens at an address that the server is to send something to.
//! A plain socket, so that every odd answer can be given.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde::de::DeserializeOwned;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    task::JoinHandle,
};

/// Listens on a port of this machine until it is dropped.
pub struct Outside {
    address: SocketAddr,
    reaction: Arc<Mutex<Reaction>>,
    heard: mpsc::UnboundedReceiver<Heard>,
    listening: JoinHandle<()>,
}

/// What it does when something is sent to it.
#[derive(Clone)]
pub enum Reaction {
    /// Answers so, byte for byte, and hangs up.
    Says(Vec<u8>),
    /// Keeps the line open, and says nothing ever.
    Hangs,
    /// Begins so, and goes on for as long as anybody takes it; how many bytes were taken.
    Pours(&'static str, Arc<AtomicUsize>),
}

/// Something that was sent.
#[derive(Clone, Debug)]
pub struct Heard {
    /// As in `POST /hook`.
    pub request: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn holds<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).expect("what is asked for")
    }
}

impl Reaction {
    /// An answer with a body of some type.
    pub fn answer(status: u16, content_type: &str, body: &str) -> Self {
        Self::with_headers(status, &format!("content-type: {content_type}\r\n"), body.as_bytes())
    }

    /// An answer with whatever headers, each with its line end.
    pub fn with_headers(status: u16, headers: &str, body: &[u8]) -> Self {
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status} As told\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
        );
        Self::Says([head.as_bytes(), body].concat())
    }
}

impl Outside {
    /// Somebody who reacts so, from now on.
    pub async fn that(reaction: Reaction) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let reaction = Arc::new(Mutex::new(reaction));
        let (tell, heard) = mpsc::unbounded_channel();
        let reacting = Arc::clone(&reaction);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(attend(stream, Arc::clone(&reacting), tell.clone()));
            }
        });
        Self { address, reaction, heard, listening }
    }

    /// Where it listens: `url("/hook")`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Reacts otherwise from now on.
    pub fn now(&self, reaction: Reaction) {
        *self.reaction.lock().unwrap() = reaction;
    }

    /// The next thing that is sent.
    pub async fn hears(&mut self) -> Heard {
        // Far more than any delivery takes: one that never comes fails the test at last.
        let heard = tokio::time::timeout(Duration::from_secs(30), self.heard.recv()).await;
        heard.expect("something is sent").expect("the listener lives")
    }

    /// What was sent until now, and nobody has looked at.
    pub fn heard_besides(&mut self) -> Vec<Heard> {
        std::iter::from_fn(|| self.heard.try_recv().ok()).collect()
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn attend(
    stream: TcpStream,
    reaction: Arc<Mutex<Reaction>>,
    tell: mpsc::UnboundedSender<Heard>,
) {
    let mut stream = BufReader::new(stream);
    let Some(heard) = read(&mut stream).await else { return };
    let reaction = reaction.lock().unwrap().clone();
    drop(tell.send(heard));
    match reaction {
        Reaction::Says(answer) => {
            // Whoever has read enough may hang up before everything is said.
            drop(stream.write_all(&answer).await);
            drop(stream.shutdown().await);
        }
        Reaction::Hangs => drop(stream.read(&mut [0]).await),
        Reaction::Pours(beginning, taken) => {
            let mut next = beginning.as_bytes();
            while stream.write_all(next).await.is_ok() {
                taken.fetch_add(next.len(), Ordering::Relaxed);
                next = &[b'x'; 16 * 1024];
            }
        }
    }
}

/// One request; none if the other side hangs up before it is complete.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<Heard> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok().filter(|read| *read > 0)?;
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let request = lines.remove(0).trim_end_matches(" HTTP/1.1").to_owned();
    let headers: Vec<(String, String)> = lines
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, length)| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(Heard { request, headers, body })
}
