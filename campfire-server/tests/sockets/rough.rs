//! Rough weather, and the program itself in it: peers that send nonsense, read nothing, come in
//! crowds and vanish; and no more files to open. Afterwards everything is as it was.

use std::{net::SocketAddr, path::Path, process::Stdio, time::Duration};

use campfire_proto::{ClientFrame, RoomId};
use futures::{SinkExt, future::join_all};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines},
    net::TcpStream,
    process::{Child, ChildStderr, Command},
    time::{Instant, sleep, timeout},
};
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    },
};

use crate::scene::{ADA, Ears, GRACE, ROOM, fill, token};

/// The program as people start it, in a process of its own: it goes when this does.
struct Program {
    address: SocketAddr,
    process: Child,
    log: Lines<BufReader<ChildStderr>>,
    _folder: tempfile::TempDir,
}

/// How long something may take that is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// What may stay of a crowd once it has gone: what the allocator keeps to be quick next time, and
/// what the database has learnt. A leak of one socket in ten would be more.
const TOLERATED_KIB: u64 = 8 * 1024;

impl Program {
    /// Starts it through a shell that sets a limit first.
    async fn start(limit: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("campfire.sqlite3");
        fill(&file).await;
        let program = env!("CARGO_BIN_EXE_campfire-server");
        let mut process = Command::new("sh")
            .args(["-c", &format!("{limit}exec \"$0\""), program])
            .env_clear()
            .env("DATABASE_PATH", &file)
            .env("PORT", "0")
            // A pipe that nobody reads holds so much, and then the writer waits.
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        let said = said.next_line().await.unwrap().unwrap();
        let address = said.rsplit('/').next().unwrap().parse().unwrap();
        let log = BufReader::new(process.stderr.take().unwrap()).lines();
        Self { address, process, log, _folder: folder }
    }

    /// The answer to a request, as text, or nothing if there is none in time.
    async fn answers(&self, path: &str) -> Option<String> {
        let asking = async {
            let mut stream = TcpStream::connect(self.address).await.ok()?;
            let request = format!("GET {path} HTTP/1.0\r\n\r\n");
            stream.write_all(request.as_bytes()).await.ok()?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.ok()?;
            (!answer.is_empty()).then_some(answer)
        };
        timeout(Duration::from_secs(2), asking).await.ok().flatten()
    }

    async fn is_up(&self) -> bool {
        self.answers("/up").await.is_some_and(|answer| answer.contains(" 200 "))
    }

    /// Waits until the server has nobody any more.
    async fn is_left_alone(&self) {
        let alone = async {
            loop {
                let health = self.answers("/health/detailed").await.unwrap_or_default();
                if health.contains("\"sockets\":0,") {
                    return;
                }
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, alone).await.unwrap();
    }

    /// What it holds in memory.
    fn resident_kib(&self) -> u64 {
        let path = format!("/proc/{}/status", self.process.id().unwrap());
        let status = std::fs::read_to_string(Path::new(&path)).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

#[tokio::test]
async fn when_there_are_no_more_files_to_open_the_rest_goes_on() {
    let mut program = Program::start("ulimit -n 64; ").await;
    let mut ada = Ears::open(program.address, ADA).await;
    assert!(program.is_up().await);

    // The network takes in as many as may wait; the program can't take these.
    let knock = || timeout(Duration::from_secs(1), TcpStream::connect(program.address));
    let crowd = join_all((0..200).map(|_| knock())).await;

    let complaint = async {
        loop {
            let line = program.log.next_line().await.unwrap().unwrap();
            if line.contains("accept error") {
                return line;
            }
        }
    };
    let line = timeout(PATIENCE, complaint).await.unwrap();
    assert!(line.contains("Too many open files"), "{line}");
    assert_eq!(ada.heard().await, [], "who was there is still served");

    drop(crowd);
    let begun = Instant::now();
    while !program.is_up().await {
        assert!(begun.elapsed() < PATIENCE, "it never came back");
    }
    assert_eq!(ada.heard().await, []);
}

/// Neither in one piece nor in many: what is only begun fills no memory.
#[tokio::test]
async fn the_rest_of_what_is_too_long_is_not_waited_for() {
    let program = Program::start("").await;
    let mut boaster = Ears::open(program.address, ADA).await;
    let mut stammerer = Ears::open(program.address, GRACE).await;

    // A text of a gibibyte begins like this.
    let head = [&[0x81, 0xff][..], &(1_u64 << 30).to_be_bytes(), &[0; 4]].concat();
    boaster.0.get_mut().write_all(&head).await.unwrap();
    for opcode in [Data::Text, Data::Continue, Data::Continue] {
        let piece = Frame::message("x".repeat(60_000), OpCode::Data(opcode), false);
        stammerer.0.send(Message::Frame(piece)).await.unwrap();
    }

    assert_eq!(boaster.until_closed().await.1, 1009);
    assert_eq!(stammerer.until_closed().await.1, 1009);
}

#[tokio::test]
async fn after_a_crowd_and_its_mischief_memory_is_where_it_was() {
    let program = Program::start("").await;
    // Once, so that what is made when it is first needed is there.
    rough_weather(&program).await;
    program.is_left_alone().await;
    let before = program.resident_kib();

    for _ in 0..3 {
        rough_weather(&program).await;
    }

    program.is_left_alone().await;
    let after = program.resident_kib();
    println!("{before} KiB before, {after} KiB after");
    assert!(after <= before + TOLERATED_KIB, "{before} KiB before, {after} KiB after");
    assert!(program.is_up().await);
}

/// A quarter of a thousand who come and go, and those who mean no good.
async fn rough_weather(program: &Program) {
    let address = program.address;
    let crowd = (0..10).map(|_| async move {
        for _ in 0..25 {
            let mut ears = Ears::open(address, ADA).await;
            ears.says(&ClientFrame::Subscribe { room_id: ROOM, last_seen_message_id: None }).await;
        }
    });
    let nonsense = (0..20).map(|number| async move {
        let mut ears = Ears::open(address, GRACE).await;
        for round in 0..12 {
            let garbage = match (number + round) % 3 {
                0 => Message::text("x".repeat(70_000)),
                1 => Message::binary(vec![0xff; 1_000]),
                _ => Message::text("{\"type\":"),
            };
            drop(ears.0.send(garbage).await);
        }
    });
    // Half a handshake; a whole one without a word after it; bytes that are neither.
    let half = (0..20).map(|number| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let hello = format!(
            "GET /ws HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\
             authorization: Bearer {}\r\n\r\n",
            token(ADA)
        );
        let sent = match number % 3 {
            0 => &hello.as_bytes()[..hello.len() / 2],
            1 => hello.as_bytes(),
            _ => &[0x16, 0x03, 0x01, 0xff, 0xff][..],
        };
        stream.write_all(sent).await.unwrap();
        sleep(Duration::from_millis(20)).await;
    });
    // Asks for much, and reads none of it.
    let deaf = (0..5).map(|_| async move {
        let mut ears = Ears::open(address, ADA).await;
        for room in 1..200 {
            ears.says(&ClientFrame::Subscribe {
                room_id: RoomId(room),
                last_seen_message_id: None,
            })
            .await;
        }
    });
    let (crowd, nonsense) = (join_all(crowd), join_all(nonsense));
    let (half, deaf) = (join_all(half), join_all(deaf));
    tokio::join!(crowd, nonsense, half, deaf);
}
