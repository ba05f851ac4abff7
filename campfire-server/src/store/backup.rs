//! Copies of the file: taking one while people write, putting one back, and seeing whether a file
//! is sound. All of it for the command line; a running server only opens its file.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{APPLICATION_ID, PATIENCE, StoreError, lock};

/// Why a copy wasn't made, or put back. Whatever was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("there is no database at {0}; point DATABASE_PATH at it")]
    Missing(PathBuf),
    #[error("{0} is there already; choose another name")]
    Exists(PathBuf),
    #[error("{0} holds a database; move it away, or say --force to replace it")]
    WouldReplace(PathBuf),
    #[error("{0} can't be read: {1}; it may be damaged, or no database at all")]
    Unreadable(PathBuf, sqlx::Error),
    #[error("{0} is damaged: {1}")]
    Damaged(PathBuf, String),
    #[error("{0} has a name that isn't Unicode; choose another")]
    Name(PathBuf),
    #[error("{0} can't be written: {1}")]
    Unwritable(PathBuf, io::Error),
}

/// Whether the search index was compared with the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    Whole,
    /// A server has the file open, and comparing would keep it from writing.
    AllButSearch,
}

/// Looks at every page of the file, every reference, and every word of the index.
pub async fn check(path: &Path) -> Result<Checked, BackupError> {
    let mut conn = open_to_read(path).await?;
    must_be_sound(&mut conn, path).await?;
    let Ok(_lock) = lock(path) else { return Ok(Checked::AllButSearch) };
    let mut conn = open(path, false).await?;
    sqlx::query("insert into message_words (message_words, rank) values ('integrity-check', 1)")
        .execute(&mut conn)
        .await
        .map_err(|cause| {
            BackupError::Damaged(path.to_owned(), format!("the search index is wrong ({cause})"))
        })?;
    Ok(Checked::Whole)
}

/// Copies the file as it is at this moment. Nobody has to stop writing; the copy is whole or isn't
/// there.
pub async fn backup(path: &Path, to: &Path) -> Result<(), BackupError> {
    let mut conn = open_to_read(path).await?;
    if to.exists() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    copy(&mut conn, to).await
}

/// Puts a copy in the file's place.
pub async fn restore(from: &Path, path: &Path, replace: bool) -> Result<(), BackupError> {
    let mut conn = open_to_read(from).await?;
    must_be_sound(&mut conn, from).await?;
    let _lock = lock(path)?;
    if path.exists() && !replace {
        return Err(BackupError::WouldReplace(path.to_owned()));
    }
    // Before the new file takes its place: it must never meet the old one's log, which SQLite would
    // take for its own.
    let fresh = beside(path, ".restoring");
    remove(&fresh)?;
    copy(&mut conn, &fresh).await?;
    for ending in ["-wal", "-shm"] {
        remove(&beside(path, ending))?;
    }
    rename(&fresh, path)
}

/// Writes a copy beside its place, sees that it is sound and on disk, and only then names it.
async fn copy(conn: &mut SqliteConnection, to: &Path) -> Result<(), BackupError> {
    let unwritable = |cause| BackupError::Unwritable(to.to_owned(), cause);
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let unfinished = beside(to, ".unfinished");
    remove(&unfinished)?;
    private(&unfinished).map_err(unwritable)?;
    let name = unfinished.to_str().ok_or_else(|| BackupError::Name(to.to_owned()))?;
    sqlx::query("vacuum into ?")
        .bind(name)
        .execute(conn)
        .await
        .map_err(|cause| unwritable(io::Error::other(cause)))?;
    let mut made = open(&unfinished, true).await?;
    must_be_sound(&mut made, &unfinished).await?;
    drop(made);
    File::open(&unfinished).and_then(|file| file.sync_all()).map_err(unwritable)?;
    rename(&unfinished, to)
}

/// Makes an empty file that is its owner's alone: it will hold everything that was ever said.
fn private(path: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Names a file anew, so that the name survives a power cut too.
fn rename(from: &Path, to: &Path) -> Result<(), BackupError> {
    let unwritable = |cause| BackupError::Unwritable(to.to_owned(), cause);
    fs::rename(from, to).map_err(unwritable)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all())
        .map_err(unwritable)
}

fn remove(path: &Path) -> Result<(), BackupError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::Unwritable(path.to_owned(), cause))
        }
        _ => Ok(()),
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A connection that can only read, also while a server has the file open.
pub async fn open_to_read(path: &Path) -> Result<SqliteConnection, BackupError> {
    if !path.exists() {
        return Err(BackupError::Missing(path.to_owned()));
    }
    let mut conn = open(path, true).await?;
    let application_id: i64 = sqlx::query_scalar("pragma application_id")
        .fetch_one(&mut conn)
        .await
        .map_err(|cause| BackupError::Unreadable(path.to_owned(), cause))?;
    if application_id != APPLICATION_ID {
        return Err(StoreError::Foreign(path.to_owned()).into());
    }
    Ok(conn)
}

/// Without the server's settings: they would change a file that isn't ours.
async fn open(path: &Path, read_only: bool) -> Result<SqliteConnection, BackupError> {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(read_only)
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|cause| BackupError::Unreadable(path.to_owned(), cause))
}

async fn must_be_sound(conn: &mut SqliteConnection, path: &Path) -> Result<(), BackupError> {
    let unreadable = |cause| BackupError::Unreadable(path.to_owned(), cause);
    let said: Vec<String> = sqlx::query_scalar("pragma integrity_check(10)")
        .fetch_all(&mut *conn)
        .await
        .map_err(unreadable)?;
    if said != ["ok"] {
        return Err(BackupError::Damaged(path.to_owned(), said.join("; ")));
    }
    let dangling = sqlx::query("pragma foreign_key_check").fetch_all(conn).await;
    match dangling.map_err(unreadable)?.len() {
        0 => Ok(()),
        rows => Err(BackupError::Damaged(
            path.to_owned(),
            format!("{rows} rows belong to something that isn't there"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    async fn with_one_room(path: &Path) {
        let Store { readers, mut writing, lock } = Store::open(path).await.unwrap();
        sqlx::query(
            "insert into users (name, created_at, updated_at) values ('Ada', 0, 0);
             insert into rooms (name, room_type, creator_id, created_at, updated_at)
             values ('Lab', 'open', 1, 0, 0)",
        )
        .execute(&mut writing)
        .await
        .unwrap();
        readers.close().await;
        sqlx::Connection::close(writing).await.unwrap();
        drop(lock);
    }

    async fn rooms_in(path: &Path) -> i64 {
        let mut conn = open_to_read(path).await.unwrap();
        sqlx::query_scalar("select count(*) from rooms").fetch_one(&mut conn).await.unwrap()
    }

    #[tokio::test]
    async fn what_was_copied_can_be_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let (live, copied) = (folder.path().join("live"), folder.path().join("copies/monday"));
        with_one_room(&live).await;

        backup(&live, &copied).await.unwrap();
        restore(&copied, &live, true).await.unwrap();

        assert_eq!(rooms_in(&copied).await, 1);
        assert_eq!(rooms_in(&live).await, 1);
        assert_eq!(check(&live).await.unwrap(), Checked::Whole);
        Store::open(&live).await.unwrap();
    }

    #[tokio::test]
    async fn a_copy_can_be_taken_while_the_file_is_in_use_but_not_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let (live, copied) = (folder.path().join("live"), folder.path().join("copy"));
        with_one_room(&live).await;
        let open = Store::open(&live).await.unwrap();

        backup(&live, &copied).await.unwrap();
        let refused = restore(&copied, &live, true).await;

        assert!(matches!(refused, Err(BackupError::Store(StoreError::InUse(_)))));
        assert_eq!(check(&live).await.unwrap(), Checked::AllButSearch);
        drop(open);
    }

    #[tokio::test]
    async fn nothing_is_overwritten_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let (live, copied) = (folder.path().join("live"), folder.path().join("copy"));
        with_one_room(&live).await;
        backup(&live, &copied).await.unwrap();

        assert!(matches!(backup(&live, &copied).await, Err(BackupError::Exists(_))));
        assert!(matches!(backup(&live, &live).await, Err(BackupError::Exists(_))));
        let refused = restore(&copied, &live, false).await;
        assert!(matches!(refused, Err(BackupError::WouldReplace(_))));
    }

    #[tokio::test]
    async fn what_is_no_database_of_ours_is_said_to_be_none() {
        let folder = tempfile::tempdir().unwrap();
        let (missing, text) = (folder.path().join("missing"), folder.path().join("text"));
        fs::write(&text, "Dear diary, ".repeat(1000)).unwrap();

        assert!(matches!(check(&missing).await, Err(BackupError::Missing(_))));
        assert!(matches!(check(&text).await, Err(BackupError::Unreadable(..))));
        assert!(!missing.exists());
        assert_eq!(fs::read_to_string(&text).unwrap().len(), 12_000);
    }
}
