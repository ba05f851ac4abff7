//! A server for the occasion: a database with a room full of people, and a process over it.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use campfire_proto::Timestamp;
use campfire_server::{
    Server,
    config::{Config, Limits},
    domain::sessions,
    store::Store,
};
use sqlx::Connection;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    process::{Child, ChildStdin, Command},
};

use crate::Failure;

/// A server of our own; it goes when this is dropped.
pub(crate) struct Spawned {
    pub(crate) url: String,
    pub(crate) pid: u32,
    pub(crate) tokens: Vec<String>,
    _process: Child,
    /// Closing it tells the server to go.
    _stdin: ChildStdin,
    _folder: tempfile::TempDir,
}

/// Makes a database with one open room and so many people in it, and starts a server over it.
pub(crate) async fn spawn(people: usize) -> Result<Spawned, Failure> {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("campfire.sqlite3");
    let tokens = fill(&database, people).await?;
    let mut process = Command::new(std::env::current_exe()?)
        .arg("--serve")
        .arg(&database)
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
    let url = url.trim().to_owned();
    if url.is_empty() {
        return Err(Failure::Start("it didn't say where it listens".to_owned()));
    }
    Ok(Spawned { url, pid, tokens, _process: process, _stdin: stdin, _folder: folder })
}

/// The child's side: serves until the parent closes the pipe.
pub(crate) async fn be_the_server(database: PathBuf) -> Result<(), Failure> {
    let unlimited = Limits { writes_per_person: u32::MAX, ..Limits::default() };
    let config = Config { limits: unlimited, ..Config::on_free_port(database) };
    let server = Server::bind(config).await.map_err(|cause| Failure::Start(cause.to_string()))?;
    println!("http://{}", server.address());
    server
        .serve(async {
            drop(tokio::io::stdin().read_to_end(&mut Vec::new()).await);
        })
        .await;
    Ok(())
}

/// Writes the people straight into the file: signing up is not what is measured here.
async fn fill(database: &Path, people: usize) -> Result<Vec<String>, Failure> {
    let Store { mut writing, readers, lock } =
        Store::open(database).await.map_err(|cause| Failure::Start(cause.to_string()))?;
    let now = Timestamp::now();
    let mut transaction = writing.begin().await?;
    // Somebody who signs in is told first of all whether there is anything to sign in to.
    sqlx::query(
        "insert into account (id, name, join_code, created_at, updated_at)
         values (1, 'Measured', 'abcd-efgh-jkmn', ?, ?)",
    )
    .bind(now)
    .bind(now)
    .execute(&mut *transaction)
    .await?;
    let mut tokens = Vec::with_capacity(people);
    for number in 1..=people {
        let id: i64 = sqlx::query_scalar(
            "insert into users (name, created_at, updated_at) values (?, ?, ?) returning id",
        )
        .bind(format!("Listener {number}"))
        .bind(now)
        .bind(now)
        .fetch_one(&mut *transaction)
        .await?;
        let token = sessions::Token::random().reveal();
        sqlx::query(
            "insert into sessions (user_id, token_hash, created_at, last_active_at)
             values (?, ?, ?, ?)",
        )
        .bind(id)
        .bind(sessions::hash(&token))
        .bind(now)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        tokens.push(token);
    }
    sqlx::query(
        "insert into rooms (id, name, room_type, creator_id, created_at, updated_at)
         values (1, 'All Talk', 'open', 1, ?, ?)",
    )
    .bind(now)
    .bind(now)
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "insert into memberships (room_id, user_id, involvement, created_at)
         select 1, id, 'mentions', ? from users",
    )
    .bind(now)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    readers.close().await;
    writing.close().await?;
    drop(lock);
    Ok(tokens)
}
