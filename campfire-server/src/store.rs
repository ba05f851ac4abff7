//! The file: opening it, bringing it up to date, and the connections that only read.
//! Changing it is `writer`'s alone.

use std::{
    fs::File,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    ConnectOptions, Connection, Row, SqliteConnection, SqlitePool,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use tokio::{sync::watch, time::timeout};

use crate::error::Error;

pub mod backup;
pub mod writer;

/// Every change of the tables, in order, embedded in the program.
static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Marks the file as ours ("Camp" in ASCII), so that a foreign one isn't migrated by mistake.
const APPLICATION_ID: i64 = 0x4361_6d70;

/// How long a connection waits for a lock before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many reads run at once. More than the cores there usually are gains nothing.
const READERS: u32 = 4;

/// Why a database can't be used. Each says what to do; the file is left as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the folder {0} can't be made: {1}")]
    Folder(PathBuf, std::io::Error),
    #[error("{0} is in use by another Campfire; stop that one first")]
    InUse(PathBuf),
    #[error("{0} isn't writable ({1}); check its owner and rights")]
    NotWritable(PathBuf, std::io::Error),
    #[error("{0} is no Campfire database; point DATABASE_PATH at another file")]
    Foreign(PathBuf),
    #[error("{0} was written by a newer Campfire; please upgrade this program")]
    Newer(PathBuf),
    #[error("{0} can't be used: {1}; `campfire-server check` says more, a backup helps")]
    Unusable(PathBuf, sqlx::Error),
    #[error("{0} can't be brought up to date: {1}")]
    Migration(PathBuf, MigrateError),
}

/// The open database, before it is handed out to readers and the writer.
pub struct Store {
    pub readers: Readers,
    /// The connection that the writer task takes over.
    pub writing: SqliteConnection,
    /// Held as long as the server runs; a second server, or a restore, is refused.
    pub lock: File,
}

/// Connections that can only read: SQLite itself refuses them any change.
#[derive(Clone)]
pub struct Readers(SqlitePool);

impl Readers {
    pub async fn get(&self) -> Result<PoolConnection<sqlx::Sqlite>, Error> {
        Ok(self.0.acquire().await?)
    }

    pub async fn close(&self) {
        self.0.close().await;
    }
}

impl Store {
    /// Opens the file, making it and its folder if need be, and brings its tables up to date.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let lock = lock(path)?;
        let unusable = |cause| StoreError::Unusable(path.to_owned(), cause);
        recognise(path).await?;
        let mut writing =
            for_writing(path).create_if_missing(true).connect().await.map_err(unusable)?;
        sqlx::query("pragma application_id = 0x43616d70")
            .execute(&mut writing)
            .await
            .map_err(unusable)?;
        MIGRATIONS.run(&mut writing).await.map_err(|cause| match cause {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
                StoreError::Newer(path.to_owned())
            }
            cause => StoreError::Migration(path.to_owned(), cause),
        })?;
        let readers = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .connect_with(options(path).read_only(true).pragma("query_only", "on"))
            .await
            .map_err(unusable)?;
        Ok(Self { readers: Readers(readers), writing, lock })
    }
}

/// A log of so many pages, 16 MiB, is begun anew even if the writer has to wait for it. Talk that never
/// pauses would let it grow for ever: there is always a page in it that has just been written.
const LONG_LOG_PAGES: i64 = 4_096;

/// How long the writer may have to wait, at most, for readers to be through with a long log.
const LONG_LOG_PATIENCE: Duration = Duration::from_millis(200);

/// Moves committed pages from the log into the file, once a second while there is something to move,
/// on a connection of its own. A passive checkpoint waits for nobody and nobody waits for it.
pub async fn checkpoint(path: PathBuf, mut committed: watch::Receiver<u64>) {
    const PAUSE: Duration = Duration::from_secs(1);
    let mut conn = match options(&path).busy_timeout(LONG_LOG_PATIENCE).connect().await {
        Ok(conn) => conn,
        Err(cause) => {
            tracing::error!(%cause, "no checkpoints; the log grows until the next start");
            return;
        }
    };
    while committed.changed().await.is_ok() {
        if let Err(cause) = move_pages(&mut conn).await {
            tracing::warn!(%cause, "a checkpoint failed; the next one makes up for it");
        }
        let moved = *committed.borrow_and_update();
        // The pause is cut short when the writer ends.
        let writer_ends = async { while committed.changed().await.is_ok() {} };
        if timeout(PAUSE, writer_ends).await.is_ok() {
            break;
        }
        if *committed.borrow() != moved {
            committed.mark_changed();
        }
    }
    // The last one out folds the log into the file.
    drop(sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut conn).await);
    drop(conn.close().await);
}

async fn move_pages(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let log_pages: i64 = sqlx::query("pragma wal_checkpoint(passive)")
        .fetch_one(&mut *conn)
        .await?
        .try_get("log")?;
    if log_pages > LONG_LOG_PAGES {
        // Nearly all of it has just been moved: what is left takes milliseconds.
        sqlx::query("pragma wal_checkpoint(truncate)").execute(conn).await?;
    }
    Ok(())
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // An answered write survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .statement_cache_capacity(256)
        .disable_statement_logging()
}

/// The writer never stops to move pages: `checkpoint` does, beside it.
fn for_writing(path: &Path) -> SqliteConnectOptions {
    options(path).pragma("wal_autocheckpoint", "0")
}

/// A new connection to the file of another, which can't be used any more.
async fn in_place_of(conn: &mut SqliteConnection) -> Result<SqliteConnection, sqlx::Error> {
    let file: String =
        sqlx::query_scalar("select file from pragma_database_list where name = 'main'")
            .fetch_one(conn)
            .await?;
    for_writing(Path::new(&file)).connect().await
}

/// Takes the lock beside the database, or says who has it.
pub fn lock(path: &Path) -> Result<File, StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|cause| StoreError::Folder(folder.to_owned(), cause))?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .map_err(|cause| StoreError::NotWritable(PathBuf::from(&name), cause))?;
    file.try_lock().map_err(|_| StoreError::InUse(path.to_owned()))?;
    Ok(file)
}

/// Refuses a file that some other program made. Looks without touching: opening a file the way we
/// write would already change it.
async fn recognise(path: &Path) -> Result<(), StoreError> {
    if std::fs::metadata(path).map_or(true, |file| file.len() == 0) {
        return Ok(());
    }
    let unusable = |cause| StoreError::Unusable(path.to_owned(), cause);
    let looking = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut conn = looking.connect().await.map_err(unusable)?;
    let application_id: i64 =
        sqlx::query_scalar("pragma application_id").fetch_one(&mut conn).await.map_err(unusable)?;
    conn.close().await.map_err(unusable)?;
    if application_id == APPLICATION_ID {
        Ok(())
    } else {
        Err(StoreError::Foreign(path.to_owned()))
    }
}
