//! Copies of the file, taken while people write. Putting one back lives in `restore`, making them by
//! the clock in `scheduled`, and seeing whether one is sound in `soundness`.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use sqlx::SqliteConnection;

use super::{StoreError, private};

pub mod restore;
pub mod scheduled;
pub mod soundness;

use soundness::{must_be_sound, open, open_to_read};

/// Why a copy wasn't made, or put back. Whatever was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("there is no database at {0}; point DATABASE_PATH at it")]
    Missing(PathBuf),
    #[error("{0} is there already; choose another name")]
    Exists(PathBuf),
    #[error("{0} holds a database; say --force to replace it, which keeps the old one aside")]
    WouldReplace(PathBuf),
    #[error("{0} can't be read: {1}; it may be damaged, or no database at all")]
    Unreadable(PathBuf, sqlx::Error),
    #[error("{0} is damaged: {1}; use another copy, or `campfire-server restore` one in its place")]
    Damaged(PathBuf, String),
    #[error("{0} has a name that isn't Unicode; choose another")]
    Name(PathBuf),
    #[error("{0} can't be written: {1}; check the folder's rights, and whether the disk is full")]
    Unwritable(PathBuf, io::Error),
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

#[cfg(test)]
mod tests;
