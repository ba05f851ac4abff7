//! Whether a file is sound, and one of ours: every page, every reference, every word of the index,
//! and tables that this program knows.

use std::path::Path;

use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

use super::BackupError;
use crate::store::{APPLICATION_ID, MIGRATIONS, PATIENCE, StoreError, lock};

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
pub(super) async fn open(path: &Path, read_only: bool) -> Result<SqliteConnection, BackupError> {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(read_only)
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|cause| BackupError::Unreadable(path.to_owned(), cause))
}

pub(super) async fn must_be_sound(
    conn: &mut SqliteConnection,
    path: &Path,
) -> Result<(), BackupError> {
    let unreadable = |cause| BackupError::Unreadable(path.to_owned(), cause);
    let said: Vec<String> = sqlx::query_scalar("pragma integrity_check(10)")
        .fetch_all(&mut *conn)
        .await
        .map_err(unreadable)?;
    if said != ["ok"] {
        return Err(BackupError::Damaged(path.to_owned(), said.join("; ")));
    }
    must_be_known(conn, path).await?;
    let dangling = sqlx::query("pragma foreign_key_check").fetch_all(conn).await;
    match dangling.map_err(unreadable)?.len() {
        0 => Ok(()),
        rows => Err(BackupError::Damaged(
            path.to_owned(),
            format!("{rows} rows belong to something that isn't there"),
        )),
    }
}

/// Refuses tables that this program wouldn't have made. Older ones are fine: they are brought up to
/// date when a server opens them.
async fn must_be_known(conn: &mut SqliteConnection, path: &Path) -> Result<(), BackupError> {
    let steps: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("select version, checksum from _sqlx_migrations order by version")
            .fetch_all(conn)
            .await
            .map_err(|cause| BackupError::Unreadable(path.to_owned(), cause))?;
    for (version, checksum) in steps {
        match MIGRATIONS.iter().find(|known| known.version == version) {
            None => return Err(StoreError::Newer(path.to_owned()).into()),
            Some(known) if *known.checksum != *checksum => {
                let what = format!("step {version} of its tables was made by another program");
                return Err(BackupError::Damaged(path.to_owned(), what));
            }
            Some(_) => {}
        }
    }
    Ok(())
}
