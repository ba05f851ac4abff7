//! The only task that changes the database.
//!
//! Operations queue here, run one after the other, and share a commit with whatever else was
//! waiting. That buys three things no lock would:
//!
//! - one `fsync` for a whole burst of messages;
//! - every socket hears changes in the order in which they were committed;
//! - nothing is announced that a crash could take back.

use std::{
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use futures::FutureExt;
use metrics::{counter, histogram};
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    delivery::Errands,
    domain::{Aftermath, Operation, Tx, presence::Presence},
    error::{self, Error},
    live::Hub,
};

/// Operations that may wait. More than this and the disk is too slow for the load: the caller is
/// told at once (503), rather than kept waiting for a minute.
pub const QUEUE: usize = 1024;

/// Operations that share one commit, at most.
const BATCH: usize = 64;

/// The door to the writer task; cheap to clone.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    disk_refuses: Arc<AtomicBool>,
}

/// The task itself: runs until every door is closed and the queue is empty.
pub struct WriterTask {
    queue: mpsc::Receiver<Box<dyn Job>>,
    conn: SqliteConnection,
    presence: Arc<Presence>,
    hub: Arc<Hub>,
    errands: Arc<Errands>,
    committed: watch::Sender<u64>,
    /// Whether the disk was why the last batch didn't commit. Set before its callers hear of it.
    disk_refuses: Arc<AtomicBool>,
}

impl Writer {
    pub fn new(
        conn: SqliteConnection,
        presence: Arc<Presence>,
        hub: Arc<Hub>,
        errands: Arc<Errands>,
    ) -> (Self, WriterTask, watch::Receiver<u64>) {
        let (sender, queue) = mpsc::channel(QUEUE);
        let (committed, commits) = watch::channel(0);
        let disk_refuses = Arc::new(AtomicBool::new(false));
        let door = Self { queue: sender, disk_refuses: Arc::clone(&disk_refuses) };
        let task = WriterTask { queue, conn, presence, hub, errands, committed, disk_refuses };
        (door, task, commits)
    }

    /// Performs an operation. Once this returns `Ok` the change is on disk and has been announced.
    pub async fn perform<O: Operation>(&self, operation: O) -> Result<O::Outcome, Error> {
        let (reply, outcome) = oneshot::channel();
        self.queue.try_send(Box::new(Queued { operation, reply })).map_err(|_| Error::Busy)?;
        // A dropped reply means that the batch didn't commit: nothing was changed.
        outcome.await.map_err(|_| match self.disk_refuses.load(Ordering::Acquire) {
            true => Error::DiskRefuses,
            false => Error::Busy,
        })?
    }

    /// How many operations wait, for the metrics.
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }
}

impl WriterTask {
    pub async fn run(mut self) {
        let mut batch = Vec::with_capacity(BATCH);
        let mut replies = Vec::with_capacity(BATCH);
        while self.queue.recv_many(&mut batch, BATCH).await > 0 {
            if let Err(cause) = self.commit(&mut batch, &mut replies).await {
                tracing::error!(%cause, "a batch was not committed");
                self.disk_refuses.store(error::is_the_disks(&cause), Ordering::Release);
                // Callers hear of it by this, and then ask why.
                batch.clear();
                replies.clear();
                // What is left of the transaction has been rolled back when this is through.
                drop(self.conn.ping().await);
            }
        }
        drop(self.conn.close().await);
    }

    #[tracing::instrument(level = "debug", skip_all, fields(operations = batch.len()))]
    async fn commit(
        &mut self,
        batch: &mut Vec<Box<dyn Job>>,
        replies: &mut Vec<Reply>,
    ) -> Result<(), sqlx::Error> {
        let started = Instant::now();
        let mut after = Aftermath::default();

        // SQLite ends a transaction by itself when the disk is full. Our connection then waits for
        // ever to end it once more.
        if self.conn.is_in_transaction() {
            self.conn = super::in_place_of(&mut self.conn).await?;
        }
        let mut transaction = self.conn.begin_with("begin immediate").await?;
        for job in batch.drain(..) {
            // A savepoint each, so that one refused operation takes no other with it.
            let mut step = transaction.begin().await?;
            let Done { aftermath, reply } = job.run(Tx::new(&mut step, &self.presence)).await;
            replies.push(reply);
            match aftermath {
                Some(mut aftermath) => {
                    after.announcements.append(&mut aftermath.announcements);
                    after.follow_ups.append(&mut aftermath.follow_ups);
                    step.commit().await?;
                }
                None => step.rollback().await?,
            }
        }
        transaction.commit().await?;
        histogram!("campfire_commit_seconds").record(started.elapsed());
        counter!("campfire_operations_total").increment(replies.len() as u64);
        self.committed.send_modify(|commits| *commits += 1);

        // The world hears first, the author second: an author who was answered has been heard.
        for announcement in &after.announcements {
            self.hub.announce(announcement);
        }
        for follow_up in after.follow_ups {
            self.errands.take_on(follow_up);
        }
        for reply in replies.drain(..) {
            reply();
        }
        Ok(())
    }
}

/// An operation that has run, and waits for the commit to be told.
struct Done {
    /// What comes of it; none if the operation was refused and must be undone.
    aftermath: Option<Aftermath>,
    reply: Reply,
}

type Reply = Box<dyn FnOnce() + Send>;
type Running<'t> = Pin<Box<dyn Future<Output = Done> + Send + 't>>;

trait Job: Send {
    fn run(self: Box<Self>, tx: Tx<'_>) -> Running<'_>;
}

struct Queued<O: Operation> {
    operation: O,
    reply: oneshot::Sender<Result<O::Outcome, Error>>,
}

impl<O: Operation> Job for Queued<O> {
    fn run(self: Box<Self>, mut tx: Tx<'_>) -> Running<'_> {
        Box::pin(async move {
            let Self { operation, reply } = *self;
            // A panic is undone like a refusal: one bad operation must not end the writer.
            let outcome = AssertUnwindSafe(operation.perform(&mut tx))
                .catch_unwind()
                .await
                .unwrap_or_else(|_| {
                    tracing::error!(
                        operation = std::any::type_name::<O>(),
                        "an operation panicked"
                    );
                    Err(Error::Broken)
                });
            let aftermath = outcome.is_ok().then(|| tx.into_aftermath());
            // The caller may have hung up; the change stands all the same.
            Done { aftermath, reply: Box::new(move || drop(reply.send(outcome))) }
        })
    }
}
