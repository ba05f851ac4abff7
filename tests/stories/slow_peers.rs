//! Peers that take their time: they may, within reason, and nobody else waits for them.

use std::{net::SocketAddr, path::Path, time::Duration};

use campfire_server::config::tls::{Files, Source};
use campfire_tests::{Authority, StatusCode, TestCampfire};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Far more than the patience that the stories allow.
const LONG: Duration = Duration::from_secs(20);

/// Says something and no more, and waits for the other side to hang up.
async fn is_hung_up_on(there: SocketAddr, said: &[u8]) -> bool {
    let mut stream = TcpStream::connect(there).await.unwrap();
    stream.write_all(said).await.unwrap();
    let mut heard = Vec::new();
    timeout(LONG, stream.read_to_end(&mut heard)).await.is_ok()
}

#[tokio::test]
async fn half_a_request_and_an_idle_line_are_hung_up_on() {
    let campfire = TestCampfire::start_with(|config| {
        config.patience.head = Duration::from_millis(200);
    })
    .await;

    let there = campfire.address();
    assert!(is_hung_up_on(there, b"").await);
    assert!(is_hung_up_on(there, b"GET /up HTTP/1.1\r\nhost: x\r\nx-slow").await);
    assert!(is_hung_up_on(there, b"GET /up HTTP/1.1\r\nhost: x\r\n\r\n").await);
    let metrics = campfire.stranger().get("/metrics").await.text();
    assert!(metrics.contains("campfire_connections_refused_total{reason=\"idle\"}"), "{metrics}");
}

#[tokio::test]
async fn who_never_finishes_a_handshake_is_hung_up_on() {
    let (authority, folder) = (Authority::opens().await, tempfile::tempdir().unwrap());
    let (chain, key) = authority.certifies("localhost");
    let file = |name: &str| folder.path().join(name);
    std::fs::write(file("chain"), chain).unwrap();
    std::fs::write(file("key"), key).unwrap();
    let campfire = TestCampfire::start_with(|config| {
        config.patience.handshake = Duration::from_millis(200);
        config.tls =
            Some(Source::Files(Files { certificate: file("chain"), private_key: file("key") }));
    })
    .await;

    assert!(is_hung_up_on(campfire.address(), b"").await);
    assert!(is_hung_up_on(campfire.address(), &[0x16, 0x03, 0x01]).await);
    assert!(is_hung_up_on(campfire.address(), b"GET /up HTTP/1.1\r\n\r\n").await);
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let campfire = TestCampfire::start_with(|config| {
        config.longest_request = Duration::from_millis(200);
    })
    .await;
    let mut stream = TcpStream::connect(campfire.address()).await.unwrap();
    let head = "POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                content-length: 100\r\n\r\n{\"email\":";
    stream.write_all(head.as_bytes()).await.unwrap();

    let mut answer = [0; 12];
    timeout(LONG, stream.read_exact(&mut answer)).await.unwrap().unwrap();

    assert_eq!(&answer, b"HTTP/1.1 503");
}

#[tokio::test]
async fn who_asks_and_takes_nothing_is_hung_up_on() {
    let campfire = TestCampfire::start_with(|config| {
        config.patience.stall = Duration::from_millis(200);
    })
    .await;
    let before = open_files();
    let mut stream = TcpStream::connect(campfire.address()).await.unwrap();
    let ask = "GET /api/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n";

    // More answers than the network's own buffers hold, and none of them is read.
    let asking = async {
        while stream.write_all(ask.as_bytes()).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };

    timeout(LONG, asking).await.expect("the other side hangs up");
    drop(stream);
    assert!(open_files() <= before + 2, "nothing of it stays");
}

/// How many files this process, and the server in it, has open.
fn open_files() -> usize {
    Path::new("/proc/self/fd").read_dir().unwrap().count()
}

#[tokio::test]
async fn hundreds_of_slow_peers_keep_nobody_waiting() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let mut slow = Vec::new();
    for number in 0..400 {
        let mut stream = TcpStream::connect(campfire.address()).await.unwrap();
        let said = "POST /api/auth/login HTTP/1.1\r\nhost: x\r\n";
        stream.write_all(&said.as_bytes()[..number % said.len()]).await.unwrap();
        slow.push(stream);
    }

    let saying = timeout(Duration::from_secs(5), ada.says(room, "Can you hear me?"));

    saying.await.expect("at once, and not after the slow ones");
    campfire.stranger().get("/up").await.is(StatusCode::OK);
    drop(slow);
}
