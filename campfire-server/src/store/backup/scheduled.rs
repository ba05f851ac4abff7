//! Copies made by the clock, while the server runs, and how many of them are kept.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

use campfire_proto::Timestamp;
use metrics::counter;

use super::{BackupError, backup};
use crate::config::backups::Backups;

/// After a copy that failed: soon enough that a disk that was full for a moment costs nothing.
const PAUSE: Duration = Duration::from_mins(10);

/// What a copy's name begins and ends with; between them is when it was made. Nothing else in the
/// folder is looked at, let alone removed.
const START: &str = "campfire-";
const END: &str = ".sqlite3";

/// Makes copies for as long as it is polled.
pub async fn keep_copying(path: PathBuf, backups: Backups) {
    // A copy that was being made when the server went down is nobody's.
    for unfinished in named(&backups.folder, ".sqlite3.unfinished") {
        drop(fs::remove_file(unfinished));
    }
    let age = newest(&backups.folder).and_then(|copy| copy.made.elapsed().ok());
    let mut wait = age.map_or(Duration::ZERO, |age| backups.every.saturating_sub(age));
    loop {
        tokio::time::sleep(wait).await;
        wait = match copy_once(&path, &backups).await {
            Ok(()) => {
                counter!("campfire_backups_total", "outcome" => "made").increment(1);
                backups.every
            }
            Err(cause) => {
                counter!("campfire_backups_total", "outcome" => "failed").increment(1);
                tracing::error!(%cause, "no backup was made; it is tried again in ten minutes");
                PAUSE.min(backups.every)
            }
        };
    }
}

async fn copy_once(path: &Path, backups: &Backups) -> Result<(), BackupError> {
    let started = Instant::now();
    let now = Timestamp::now().to_string().replace(['-', ':', '.'], "");
    let to = backups.folder.join(format!("{START}{now}{END}"));
    backup(path, &to).await?;
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(to = %to.display(), duration_ms, "a backup was made");
    // Only now: whatever goes wrong, there are never fewer than there were.
    let mut copies = named(&backups.folder, END);
    copies.sort();
    let surplus = copies.len().saturating_sub(backups.keep);
    for old in &copies[..surplus] {
        fs::remove_file(old).map_err(|cause| BackupError::Unwritable(old.clone(), cause))?;
    }
    Ok(())
}

/// A copy that was made by the clock.
pub struct Copy {
    pub made: SystemTime,
    pub size_bytes: u64,
}

/// The newest copy in the folder.
pub fn newest(folder: &Path) -> Option<Copy> {
    let newest = named(folder, END).into_iter().max()?;
    let file = fs::metadata(newest).ok()?;
    Some(Copy { made: file.modified().ok()?, size_bytes: file.len() })
}

/// What our copies are called, and nothing else.
fn named(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder).and_then(Iterator::collect);
    let paths = entries.unwrap_or_default().into_iter().map(|entry| entry.path());
    let ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        let when = name.and_then(|name| name.strip_prefix(START)?.strip_suffix(end));
        when.is_some_and(|when| {
            when.ends_with('Z')
                && when.bytes().all(|byte| byte.is_ascii_digit() || b"TZ".contains(&byte))
        })
    };
    paths.filter(ours).collect()
}
