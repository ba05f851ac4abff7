//! The program itself: how soon it answers, and what it takes while nobody asks.

use std::{
    io,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tokio::time::sleep;

use super::{Figure, Must, Options, millis, reads::BIG};
use crate::{
    Failure,
    line::{Line, request},
    machine, seed,
};

/// How long a server is left alone before it is weighed, and then watched.
const ALONE: Duration = Duration::from_secs(5);

/// A server as people run it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It is ours and holds nothing: there is no one to tell.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[expect(clippy::cast_precision_loss, reason = "for people, who don't read sixteen digits")]
pub(super) async fn figures(options: &Options) -> Result<Vec<Figure>, Failure> {
    let program = std::env::current_exe()?.with_file_name("campfire-server");
    let big = BIG.kept_in(&options.folder).await?;
    let folder = tempfile::tempdir()?;
    let new = folder.path().join("new.sqlite3");
    let (server, from_nothing) = start(&program, &new).await?;
    sleep(ALONE).await;
    let before = machine::read(server.0.id());
    sleep(ALONE).await;
    let after = machine::read(server.0.id());
    drop(server);
    let (server, from_big) = start(&program, &big.path).await?;
    drop(server);
    seed::remove(&new);
    let size = std::fs::metadata(&program)?.len();
    let figure = |name, unit, ours, most| Figure {
        name,
        unit,
        ours,
        floor: None,
        must: Must::NotExceed(most),
    };
    Ok(vec![
        figure("start over nothing", "ms", millis(from_nothing), 50.0),
        figure("start over 1,000,000 messages", "ms", millis(from_big), 50.0),
        figure("idle memory", "MiB", after.resident_kib as f64 / 1024.0, 15.0),
        figure("idle CPU in five seconds", "ms", millis(after.cpu.saturating_sub(before.cpu)), 0.0),
        figure("the program", "MB", size as f64 / 1e6, 40.0),
    ])
}

/// Starts a server, and says how long it took until it answered.
async fn start(program: &Path, database: &Path) -> Result<(Running, Duration), Failure> {
    // Free at this moment; nobody else on this machine wants it in the next one.
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let begin = Instant::now();
    let server = Command::new(program)
        .env("DATABASE_PATH", database)
        .env("PORT", port.to_string())
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .spawn()?;
    let server = Running(server);
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let up = request("GET", "/up", "", "");
    loop {
        match answers(address, &up).await {
            Ok(200) => return Ok((server, begin.elapsed())),
            Ok(status) => return Err(Failure::Answer(status)),
            Err(_) if begin.elapsed() < ALONE => sleep(Duration::from_micros(500)).await,
            Err(cause) => return Err(cause.into()),
        }
    }
}

async fn answers(server: SocketAddr, request: &[u8]) -> io::Result<u16> {
    Ok(Line::open(server).await?.ask(request).await?.0)
}
