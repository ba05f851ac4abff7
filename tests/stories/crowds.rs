//! Thousands who have begun something and don't go on: nobody else waits for them. That they are hung
//! up on at last is told where patience is.

use std::time::Duration;

use campfire_tests::{Person, StatusCode, TestCampfire};
use futures::future::join_all;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

/// More than twice the files that a program may usually open.
const HALF_OPEN: usize = 2_400;

/// Pages that are asked for and not read; there are four connections to read the database with.
const UNREAD: usize = 40;

/// Far more than anything takes that doesn't wait for somebody else.
const AT_ONCE: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_who_go_no_further_keep_nobody_waiting() {
    rlimit::increase_nofile_limit(u64::MAX).unwrap();
    let campfire = TestCampfire::start().await;
    let (ada, eve) = (campfire.person("Ada").await, campfire.person("Eve").await);
    let room = campfire.room_of(&[&ada, &eve]).await;
    for number in 0..20 {
        ada.says(room, &format!("{number} {}", "much ado ".repeat(1_000))).await;
    }
    let mut ears = ada.listens_to(room).await;

    let begun = (0..HALF_OPEN).map(|number| begins(&campfire, &eve, number));
    let mut begun = join_all(begun).await;
    let page = format!("/api/rooms/{room}/messages");
    begun.extend(
        join_all((0..UNREAD).map(|_| asks_and_does_not_read(&campfire, &eve, &page))).await,
    );

    let life = async {
        ada.says(room, "Can you hear me?").await;
        ada.reads(room).await;
        assert_eq!(ada.finds("hear").await, ["Can you hear me?"]);
        ada.connects().await;
        campfire.stranger().get("/up").await.is(StatusCode::OK);
        ears.heard().await
    };
    let heard = timeout(AT_ONCE, life).await.expect("nobody waits for those who don't go on");
    assert_eq!(heard.len(), 1);
    drop(begun);
    timeout(AT_ONCE, ada.says(room, "They are gone.")).await.unwrap();
}

/// One of four beginnings: of nothing, of a head, of a body, of a live connection.
async fn begins(campfire: &TestCampfire, eve: &Person, number: usize) -> TcpStream {
    let mut stream = TcpStream::connect(campfire.address()).await.unwrap();
    let token = &eve.token;
    let said = match number % 4 {
        0 => String::new(),
        1 => "POST /api/rooms HTTP/1.1\r\nhost: x\r\nx-slow: ".to_owned(),
        2 => format!(
            "POST /api/rooms HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: 100\r\n\r\n{{\"name\":"
        ),
        _ => format!(
            "GET /ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nauthorization: Bearer {token}\r\nsec-websocket-key: AAAA"
        ),
    };
    stream.write_all(said.as_bytes()).await.unwrap();
    stream
}

/// Asks for a page, and takes in one byte of it.
async fn asks_and_does_not_read(campfire: &TestCampfire, eve: &Person, page: &str) -> TcpStream {
    let narrow = TcpSocket::new_v4().unwrap();
    narrow.set_recv_buffer_size(4096).unwrap();
    let mut stream = narrow.connect(campfire.address()).await.unwrap();
    let token = &eve.token;
    let ask = format!("GET {page} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n");
    stream.write_all(ask.as_bytes()).await.unwrap();
    stream.read_u8().await.unwrap();
    stream
}
