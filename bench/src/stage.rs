//! Servers for the occasion: this program once more, in a process of its own that can be measured.

use std::{
    ffi::OsStr,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
};

use campfire_server::{
    Server,
    config::{Config, Limits},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    process::{Child, ChildStdin, Command},
};

use crate::{
    Failure, broadcaster,
    seed::{Plan, Seeded},
};

/// A server of our own; it goes when this is dropped.
pub struct Spawned {
    pub address: SocketAddr,
    pub pid: u32,
    process: Child,
    /// Closing it tells the server to go.
    stdin: ChildStdin,
    /// The database, if it was made for this server alone.
    folder: Option<tempfile::TempDir>,
}

impl Spawned {
    /// Starts a server over a new database with so many people in its one room.
    pub async fn with_people(people: usize) -> Result<(Self, Seeded), Failure> {
        let folder = tempfile::tempdir()?;
        let plan = Plan { people, messages: 0, second_room: false };
        let seeded = plan.make(&folder.path().join("campfire.sqlite3")).await?;
        let mut spawned = Self::over(&seeded.path).await?;
        spawned.folder = Some(folder);
        Ok((spawned, seeded))
    }

    /// Starts a server over a database.
    pub async fn over(database: &Path) -> Result<Self, Failure> {
        Self::spawn(&[OsStr::new("--serve"), database.as_os_str()]).await
    }

    /// Starts what we compare ourselves with.
    pub async fn floor() -> Result<Self, Failure> {
        Self::spawn(&[OsStr::new("--serve-floor")]).await
    }

    async fn spawn(arguments: &[&OsStr]) -> Result<Self, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let pid = process.id().ok_or_else(|| Failure::Start("it ended at once".to_owned()))?;
        let (Some(stdin), Some(stdout)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(Failure::Start("it has no pipes".to_owned()));
        };
        let mut url = String::new();
        BufReader::new(stdout).read_line(&mut url).await?;
        let address = url.trim().trim_start_matches("http://").parse();
        let address =
            address.map_err(|_| Failure::Start("it didn't say where it listens".to_owned()))?;
        Ok(Self { address, pid, process, stdin, folder: None })
    }

    /// Lets the server finish, so that what it wrote is whole.
    pub async fn stop(self) -> Result<(), Failure> {
        let Self { mut process, stdin, folder, .. } = self;
        drop(stdin);
        process.wait().await?;
        drop(folder);
        Ok(())
    }
}

/// The child's side: serves until the parent closes the pipe.
pub async fn be_the_server(database: PathBuf) -> Result<(), Failure> {
    let unlimited = Limits { writes_per_person: u32::MAX, ..Limits::default() };
    let config = Config { limits: unlimited, ..Config::on_free_port(database) };
    let server = Server::bind(config).await.map_err(|cause| Failure::Start(cause.to_string()))?;
    println!("http://{}", server.address());
    server.serve(until_told()).await;
    Ok(())
}

/// The child's side: is the floor until the parent closes the pipe.
pub async fn be_the_floor() -> Result<(), Failure> {
    broadcaster::serve(until_told()).await
}

async fn until_told() {
    drop(tokio::io::stdin().read_to_end(&mut Vec::new()).await);
}
