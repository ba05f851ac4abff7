//! Putting a copy in the file's place. What was there is kept aside.

use std::{
    fs,
    path::{Path, PathBuf},
};

use campfire_proto::Timestamp;
use sqlx::Connection;

use super::{
    BackupError, beside, copy, remove, rename,
    soundness::{must_be_sound, open, open_to_read},
};
use crate::store::{give_to_the_owner_of, lock};

/// Puts a copy in the file's place, and says where the file that was there is now.
pub async fn restore(
    from: &Path,
    path: &Path,
    replace: bool,
) -> Result<Option<PathBuf>, BackupError> {
    let mut conn = open_to_read(from).await?;
    must_be_sound(&mut conn, from).await?;
    let _lock = lock(path)?;
    if path.exists() && !replace {
        return Err(BackupError::WouldReplace(path.to_owned()));
    }
    let fresh = beside(path, ".restoring");
    remove(&fresh)?;
    copy(&mut conn, &fresh).await?;
    give_to_the_owner_of(path, &fresh);
    let aside = if path.exists() { Some(set_aside(path).await?) } else { None };
    // Nothing of the old one may be left: SQLite would take its log for the new one's.
    for ending in ["-wal", "-shm"] {
        remove(&beside(path, ending))?;
    }
    rename(&fresh, path)?;
    Ok(aside)
}

/// Gives a database another name, whole.
async fn set_aside(path: &Path) -> Result<PathBuf, BackupError> {
    // Folded into the file, its log can't be lost on the way. A damaged one takes it along as it is.
    if let Ok(mut old) = open(path, false).await {
        drop(sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut old).await);
        drop(old.close().await);
    }
    let now = Timestamp::now().to_string().replace(['-', ':', '.'], "");
    let aside = beside(path, &format!(".before-restore-{now}"));
    rename(path, &aside)?;
    let log = beside(path, "-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        rename(&log, &beside(&aside, "-wal"))?;
    }
    Ok(aside)
}
