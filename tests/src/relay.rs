//! Something between a program and the server, as there is in real networks: it tells where a
//! request came from, and now and then loses an answer.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Hands each request on, one a connection.
pub struct Relay {
    pub address: SocketAddr,
    lost: Arc<AtomicUsize>,
    no_sockets: Arc<AtomicBool>,
    handing_on: JoinHandle<()>,
}

impl Relay {
    pub async fn to(server: SocketAddr) -> Self {
        let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = door.local_addr().unwrap();
        let lost = Arc::new(AtomicUsize::new(0));
        let no_sockets = Arc::new(AtomicBool::new(false));
        let (to_lose, refusing) = (Arc::clone(&lost), Arc::clone(&no_sockets));
        let handing_on = tokio::spawn(async move {
            while let Ok((client, _)) = door.accept().await {
                let (to_lose, refusing) = (Arc::clone(&to_lose), Arc::clone(&refusing));
                tokio::spawn(hand_on(client, server, to_lose, refusing));
            }
        });
        Self { address, lost, no_sockets, handing_on }
    }

    /// The answers to the next so many messages that are posted get lost on the way back.
    pub fn loses_answers(&self, number: usize) {
        self.lost.store(number, Ordering::Relaxed);
    }

    /// From now on it is one of those proxies that let no socket through; or no longer.
    pub fn refuses_sockets(&self, refuses: bool) {
        self.no_sockets.store(refuses, Ordering::Relaxed);
    }

    /// Whether all that should be lost is lost.
    pub fn has_lost_them(&self) -> bool {
        self.lost.load(Ordering::Relaxed) == 0
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.handing_on.abort();
    }
}

async fn hand_on(
    mut client: TcpStream,
    server: SocketAddr,
    lost: Arc<AtomicUsize>,
    no_sockets: Arc<AtomicBool>,
) {
    let Some((head, rest)) = head_of_request(&mut client).await else { return };
    if head.starts_with("GET /ws ") {
        if no_sockets.load(Ordering::Relaxed) {
            let answer =
                b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            // Whoever hangs up first has got the message, too.
            drop(client.write_all(answer).await);
            return;
        }
        let mut server = TcpStream::connect(server).await.unwrap();
        server.write_all(format!("{head}\r\n\r\n").as_bytes()).await.unwrap();
        server.write_all(&rest).await.unwrap();
        drop(tokio::io::copy_bidirectional(&mut client, &mut server).await);
        return;
    }
    let is_post = head.starts_with("POST") && head.contains("/messages");
    let one_less = |left: usize| left.checked_sub(1);
    let loses =
        is_post && lost.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok();
    let mut server = TcpStream::connect(server).await.unwrap();
    // An address of the documentation's, so that nobody real is meant; one request a connection, so
    // that each is seen.
    let told = format!("{head}\r\nX-Forwarded-For: 203.0.113.7\r\nConnection: close\r\n\r\n");
    server.write_all(told.as_bytes()).await.unwrap();
    server.write_all(&rest).await.unwrap();
    if loses {
        let (mut from_client, _) = client.split();
        let (mut from_server, mut to_server) = server.split();
        let mut answer = [0; 1];
        tokio::select! {
            // The server has answered: the message is there, and nobody will hear of it.
            _ = from_server.read(&mut answer) => {}
            _ = tokio::io::copy(&mut from_client, &mut to_server) => {}
        }
        return;
    }
    drop(tokio::io::copy_bidirectional(&mut client, &mut server).await);
}

/// A request's head without the empty line after it, and what came of its body.
async fn head_of_request(client: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    const END: &[u8] = b"\r\n\r\n";
    let mut bytes = Vec::new();
    loop {
        if client.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        if let Some(end) = bytes.windows(END.len()).position(|window| window == END) {
            let rest = bytes.split_off(end + END.len());
            bytes.truncate(end);
            return Some((String::from_utf8(bytes).ok()?, rest));
        }
    }
}
