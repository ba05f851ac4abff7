//! The file: opening it, bringing it up to date, and the connections that only read.
//! Changing it is `writer`'s alone.

use std::{
    fs::{self, File, TryLockError},
    os::unix::fs::{MetadataExt, lchown},
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

use crate::error::{Error, sqlite_code};

pub mod backup;
pub mod writer;

/// Every change of the tables, in order, embedded in the program.
static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Marks the file as ours ("Camp" in ASCII), so that a foreign one isn't migrated by mistake.
const APPLICATION_ID: i64 = 0x4361_6d70;

/// How long a connection waits for a lock before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// Rows that may wait on their way from the database's thread: a page, or a batch's new ids, and it
/// needn't wait for us to have taken some.
const ROWS_ON_THEIR_WAY: usize = 128;

/// How many reads run at once. More than the cores there usually are gains nothing.
const READERS: u32 = 4;

/// Why a database can't be used. Each says what to do; the file is left as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the folder {0} can't be made: {1}; make it, or point DATABASE_PATH elsewhere")]
    Folder(PathBuf, std::io::Error),
    #[error("{0} is in use by another Campfire; stop that one first")]
    InUse(PathBuf),
    #[error("{0} is locked by another program; close what has it open (`fuser {0}` says what)")]
    Locked(PathBuf),
    #[error("{0} isn't writable ({1}); check the owner and the rights of it and of its folder")]
    NotWritable(PathBuf, String),
    #[error("{0} can't grow, the disk is full; make room, and start again")]
    Full(PathBuf),
    #[error("{0} is no Campfire database; point DATABASE_PATH at another file")]
    Foreign(PathBuf),
    #[error("{0} was written by a newer Campfire; please upgrade this program")]
    Newer(PathBuf),
    #[error(
        "{0} is damaged, or no database at all ({1}); put a backup in its place with \
         `campfire-server restore FILE --force`, which keeps this one aside"
    )]
    Damaged(PathBuf, String),
    #[error("{0} can't be used: {1}; `campfire-server check` says more")]
    Unusable(PathBuf, sqlx::Error),
    #[error("{0} can't be brought up to date: {1}; please report this, and keep the file")]
    Migration(PathBuf, MigrateError),
}

impl StoreError {
    /// What SQLite says, in the words of whoever has to do something about it.
    fn of(path: &Path, cause: sqlx::Error) -> Self {
        let path = path.to_owned();
        let Some(said) = cause.as_database_error() else { return Self::Unusable(path, cause) };
        match sqlite_code(&cause) {
            Some(5 | 6) => Self::Locked(path),
            Some(8 | 14) => Self::NotWritable(path, said.message().to_owned()),
            Some(11 | 26) => Self::Damaged(path, said.message().to_owned()),
            Some(13) => Self::Full(path),
            _ => Self::Unusable(path, cause),
        }
    }

    fn of_migration(path: &Path, cause: MigrateError) -> Self {
        match cause {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
                Self::Newer(path.to_owned())
            }
            MigrateError::Execute(cause) if !is_about_sql(&cause) => Self::of(path, cause),
            cause => Self::Migration(path.to_owned(), cause),
        }
    }
}

/// Whether a statement is at fault, and not the file.
fn is_about_sql(cause: &sqlx::Error) -> bool {
    matches!(sqlite_code(cause), Some(1 | 19))
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
        let unusable = |cause| StoreError::of(path, cause);
        let is_new = is_new(path).await?;
        if is_new && !path.exists() {
            private(path)
                .map_err(|cause| StoreError::NotWritable(path.to_owned(), cause.to_string()))?;
        }
        let mut writing =
            for_writing(path).create_if_missing(true).connect().await.map_err(unusable)?;
        // Whoever can't write learns it now rather than with the first message. Of a file that is for
        // reading only `begin immediate` doesn't say so.
        sqlx::raw_sql("begin immediate; pragma user_version = 1; rollback")
            .execute(&mut writing)
            .await
            .map_err(unusable)?;
        if is_new {
            sqlx::query("pragma application_id = 0x43616d70")
                .execute(&mut writing)
                .await
                .map_err(unusable)?;
        }
        // The first commit after these waits for the disk, and they with it; until then a power cut
        // would undo whole migrations, the last ones first, and they would be run again.
        sqlx::raw_sql("pragma synchronous = normal")
            .execute(&mut writing)
            .await
            .map_err(unusable)?;
        MIGRATIONS
            .run(&mut writing)
            .await
            .map_err(|cause| StoreError::of_migration(path, cause))?;
        sqlx::raw_sql("pragma synchronous = full").execute(&mut writing).await.map_err(unusable)?;
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
        // What a statement might have to undo is kept in memory, not in a file of its own.
        .pragma("temp_store", "memory")
        .statement_cache_capacity(256)
        // Statements are logged without what is bound to them, if anybody asks (`RUST_LOG=sqlx=debug`)
        // or one takes a second.
        .row_buffer_size(ROWS_ON_THEIR_WAY)
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
        fs::create_dir_all(folder).map_err(|cause| StoreError::Folder(folder.to_owned(), cause))?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let is_new = !name.exists();
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .map_err(|cause| StoreError::NotWritable(name.clone(), cause.to_string()))?;
    if is_new {
        give_to_the_owner_of(path, &name);
    }
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.to_owned())),
        Err(TryLockError::Error(cause)) => Err(StoreError::NotWritable(name, cause.to_string())),
    }
}

/// Commands are run by root, and the server by somebody else: what is made beside a database belongs
/// to whom the database does, or else its folder.
fn give_to_the_owner_of(path: &Path, made: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let owner = fs::metadata(path).or_else(|_| fs::metadata(folder.unwrap_or(Path::new("."))));
    if let Ok(owner) = owner {
        // Whoever isn't root may not, and is the owner already. Never through a link: it could have
        // been laid by whom the folder belongs to, and lead to what is root's alone.
        drop(lchown(made, Some(owner.uid()), Some(owner.gid())));
    }
}

/// Makes an empty file that is its owner's alone: it will hold everything that was ever said.
fn private(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Whether there is no database yet. Refuses one that some other program made, or a newer version of
/// this one. Looks without touching: opening a file the way we write would already change it.
async fn is_new(path: &Path) -> Result<bool, StoreError> {
    if fs::metadata(path).map_or(true, |file| file.len() == 0) {
        return Ok(true);
    }
    let unusable = |cause| StoreError::of(path, cause);
    let looking = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut conn = looking.connect().await.map_err(unusable)?;
    let application_id: i64 =
        sqlx::query_scalar("pragma application_id").fetch_one(&mut conn).await.map_err(unusable)?;
    if application_id != APPLICATION_ID {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    // A file whose first start was cut short has no such table yet.
    let newest = sqlx::query_scalar("select max(version) from _sqlx_migrations");
    let newest: Option<i64> = newest.fetch_one(&mut conn).await.unwrap_or_default();
    if newest > MIGRATIONS.iter().map(|step| step.version).max() {
        return Err(StoreError::Newer(path.to_owned()));
    }
    conn.close().await.map_err(unusable)?;
    Ok(false)
}
