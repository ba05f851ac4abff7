//! What survives us: drafts and the outbox, which must not be lost, and what the next start shows
//! first, which may be.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use rustix::fs::{FlockOperation, flock};
use serde::{Serialize, de::DeserializeOwned};
use tokio::{
    sync::{mpsc, oneshot},
    task::spawn_blocking,
};

use crate::{
    app::{Remembered, Unsent},
    event::Event,
    private_file,
    session::Session,
};

/// Files to be written that may wait; each is newer than the one before, so there is no need for more.
const QUEUE: usize = 64;

pub(super) struct Disk {
    jobs: mpsc::Sender<Job>,
    /// While we hold it no other window writes drafts over ours.
    _lock: Option<File>,
}

enum Job {
    Keep(Unsent, Option<mpsc::Sender<Event>>),
    Remember(Box<Remembered>),
    Finish(oneshot::Sender<()>),
}

/// What the last run left behind.
pub(super) struct Kept {
    pub(super) unsent: Unsent,
    pub(super) remembered: Remembered,
    /// Why nothing of this run will be kept, if so.
    pub(super) trouble: Option<String>,
}

/// The file in which drafts and the outbox lie.
const UNSENT: &str = "unsent.json";

/// How many messages of this sign-in wait to be sent.
pub fn waiting(session: &Session) -> usize {
    read::<Unsent>(&session.state.join(UNSENT)).map_or(0, |unsent| unsent.outbox.len())
}

impl Disk {
    pub(super) fn open(session: &Session) -> (Self, Kept) {
        let unsent_file = session.state.join(UNSENT);
        let cache_file = session.cache.join("remembered.json");
        let lock = lock(&session.state);
        let trouble = match &lock {
            Ok(Some(_)) => None,
            Ok(None) => Some(
                "Another window is open: drafts of this one are kept until you leave".to_owned(),
            ),
            Err(cause) => Some(format!("Drafts are kept until you leave: {cause}")),
        };
        let lock = lock.ok().flatten();
        let kept = Kept {
            // The window that holds the lock sends what waits; two would only race.
            unsent: lock.as_ref().and_then(|_| read(&unsent_file)).unwrap_or_default(),
            remembered: read(&cache_file).unwrap_or_default(),
            trouble,
        };
        let (jobs, queue) = mpsc::channel(QUEUE);
        let unsent_file = lock.is_some().then_some(unsent_file);
        tokio::spawn(work(queue, unsent_file, cache_file));
        (Self { jobs, _lock: lock }, kept)
    }

    /// Writes what is unsent, and says so.
    pub(super) fn keep(&self, unsent: Unsent, inbox: &mpsc::Sender<Event>) {
        let version = unsent.version;
        if self.jobs.try_send(Job::Keep(unsent, Some(inbox.clone()))).is_err() {
            let inbox = inbox.clone();
            let why = Err("the disk is too slow".to_owned());
            tokio::spawn(async move { inbox.send(Event::Kept(version, why)).await });
        }
    }

    pub(super) fn remember(&self, remembered: Box<Remembered>) {
        // With a full queue the next one will do.
        drop(self.jobs.try_send(Job::Remember(remembered)));
    }

    /// Writes what is unsent, and everything that waits before it.
    pub(super) async fn keep_now(&self, unsent: Unsent) {
        let (finished, wait) = oneshot::channel();
        let keep = self.jobs.send(Job::Keep(unsent, None)).await;
        let finish = self.jobs.send(Job::Finish(finished)).await;
        if keep.is_ok() && finish.is_ok() {
            // If the writer is gone there is nobody left to wait for.
            drop(wait.await);
        }
    }
}

async fn work(mut queue: mpsc::Receiver<Job>, unsent_file: Option<PathBuf>, cache_file: PathBuf) {
    while let Some(job) = queue.recv().await {
        match job {
            Job::Keep(unsent, inbox) => {
                let version = unsent.version;
                let outcome = match unsent_file.clone() {
                    Some(file) => on_thread(move || write(&file, &unsent)).await,
                    // Said once, at the start; from then on memory has to do.
                    None => Ok(()),
                };
                if let Some(inbox) = inbox {
                    let outcome = outcome.map_err(|cause| cause.to_string());
                    // Nobody listens any more: the chat has ended.
                    drop(inbox.send(Event::Kept(version, outcome)).await);
                }
            }
            Job::Remember(remembered) => {
                let file = cache_file.clone();
                // What can't be remembered is loaded from the server at the next start.
                drop(on_thread(move || write(&file, &remembered)).await);
            }
            Job::Finish(finished) => drop(finished.send(())),
        }
    }
}

async fn on_thread(write: impl FnOnce() -> io::Result<()> + Send + 'static) -> io::Result<()> {
    spawn_blocking(write).await.map_err(io::Error::other)?
}

/// `None` when another window holds it.
fn lock(folder: &Path) -> io::Result<Option<File>> {
    private_file::make_folder(folder)?;
    let mut options = OpenOptions::new();
    let file = options.create(true).truncate(false).write(true).open(folder.join("lock"))?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(cause) => Err(cause.into()),
    }
}

/// Nothing, or something unreadable, is nothing.
fn read<T: DeserializeOwned>(file: &Path) -> Option<T> {
    serde_json::from_str(&private_file::read(file).ok()??).ok()
}

fn write<T: Serialize>(file: &Path, value: &T) -> io::Result<()> {
    private_file::write(file, &serde_json::to_vec(value).map_err(io::Error::other)?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use campfire_proto::RoomId;

    use super::*;
    use crate::app::Draft;

    fn session(folder: &Path) -> Session {
        Session {
            server: "http://localhost".to_owned(),
            token: "token".to_owned(),
            profile: "default".to_owned(),
            state: folder.join("state"),
            cache: folder.join("cache"),
        }
    }

    fn unsent(text: &str) -> Unsent {
        let drafts = vec![Draft { room: RoomId(1), text: text.to_owned() }];
        Unsent { version: 1, drafts, ..Unsent::default() }
    }

    #[tokio::test]
    async fn what_is_unsent_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        let (disk, kept) = Disk::open(&session);
        assert_eq!(kept.trouble, None);

        disk.keep_now(unsent("half a thought")).await;
        drop(disk);

        let (_disk, kept) = Disk::open(&session);
        assert_eq!(kept.unsent.drafts[0].text, "half a thought");
    }

    #[tokio::test]
    async fn a_second_window_leaves_the_first_ones_drafts_alone() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        let (first, _) = Disk::open(&session);
        let (second, kept) = Disk::open(&session);
        assert!(kept.trouble.is_some());

        first.keep_now(unsent("first")).await;
        second.keep_now(unsent("second")).await;
        drop((first, second));

        let (_disk, kept) = Disk::open(&session);
        assert_eq!(kept.unsent.drafts[0].text, "first");
    }

    #[tokio::test]
    async fn writing_is_answered_with_its_version_even_when_it_fails() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(folder.path());
        let (disk, _) = Disk::open(&session);
        fs::remove_dir_all(&session.state).unwrap();
        fs::write(&session.state, "in the way").unwrap();
        let (inbox, mut mail) = mpsc::channel(4);

        disk.keep(unsent("lost"), &inbox);

        let Some(Event::Kept(1, Err(_))) = mail.recv().await else { panic!("it was kept") };
    }
}
