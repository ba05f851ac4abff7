//! The only task that changes the database.
//!
//! Operations queue here, run one after the other, and share a commit with whatever else was
//! waiting. That buys three things no lock would:
//!
//! - one `fsync` for a whole burst of messages;
//! - every socket hears changes in the order in which they were committed;
//! - nothing is announced that a crash could take back.

use std::{mem, panic::AssertUnwindSafe, pin::Pin, sync::Arc, time::Instant};

use futures::FutureExt;
use metrics::{counter, histogram};
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, mpsc, oneshot, watch};

use crate::{
    delivery::Errands,
    domain::{
        Aftermath, Operation, Tx,
        messages::{Outcomes, PostMessage, Posted, say_together},
        presence::Presence,
        recall::{Changes, Recall, Touches},
    },
    error::{self, Error},
    live::Hub,
};

/// Operations that may wait. More than this and the disk is too slow for the load: the caller is
/// told at once (503), rather than kept waiting for a minute.
pub const QUEUE: usize = 1024;

/// The lock is taken at once: what is read before writing must still hold then.
const BEGIN: &str = "begin immediate";

/// Operations that share one commit, at most.
const BATCH: usize = 64;

/// The door to the writer task; cheap to clone.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Queued>,
    disk_refuses: Arc<Mutex<bool>>,
}

/// The task itself: runs until every door is closed and the queue is empty.
pub struct WriterTask {
    queue: mpsc::Receiver<Queued>,
    conn: SqliteConnection,
    presence: Arc<Presence>,
    recall: Arc<Recall>,
    hub: Arc<Hub>,
    errands: Arc<Errands>,
    committed: watch::Sender<u64>,
    /// Whether the disk was why the last failed batch didn't commit. Held while a batch is under way:
    /// its callers, who hear of the failure a moment earlier, wait until this is settled.
    disk_refuses: Arc<Mutex<bool>>,
}

impl Writer {
    pub fn new(
        conn: SqliteConnection,
        presence: Arc<Presence>,
        recall: Arc<Recall>,
        hub: Arc<Hub>,
        errands: Arc<Errands>,
    ) -> (Self, WriterTask, watch::Receiver<u64>) {
        let (sender, queue) = mpsc::channel(QUEUE);
        let (committed, commits) = watch::channel(0);
        let disk_refuses = Arc::new(Mutex::new(false));
        let door = Self { queue: sender, disk_refuses: Arc::clone(&disk_refuses) };
        let task =
            WriterTask { queue, conn, presence, recall, hub, errands, committed, disk_refuses };
        (door, task, commits)
    }

    /// Performs an operation. Once this returns `Ok` the change is on disk and has been announced.
    pub async fn perform<O: Operation>(&self, operation: O) -> Result<O::Outcome, Error> {
        let (reply, outcome) = oneshot::channel();
        self.take_turn(Queued::Alone(Box::new(Waiting { operation, reply })), outcome).await
    }

    /// Says something. As `perform` in all but speed: messages that wait together are written in a
    /// few statements.
    pub async fn post(&self, operation: PostMessage) -> Result<Posted, Error> {
        let (reply, outcome) = oneshot::channel();
        self.take_turn(Queued::Post(Waiting { operation, reply }), outcome).await
    }

    async fn take_turn<T>(
        &self,
        queued: Queued,
        outcome: oneshot::Receiver<Result<T, Error>>,
    ) -> Result<T, Error> {
        self.queue.try_send(queued).map_err(|_| Error::Busy)?;
        // A dropped reply means that the batch didn't commit: nothing was changed.
        match outcome.await {
            Ok(outcome) => outcome,
            Err(_) if *self.disk_refuses.lock().await => Err(Error::DiskRefuses),
            Err(_) => Err(Error::Busy),
        }
    }

    /// How many operations wait, for the metrics.
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }
}

impl WriterTask {
    pub async fn run(mut self) {
        let mut batch = Vec::with_capacity(BATCH);
        let disk_refuses = Arc::clone(&self.disk_refuses);
        while self.queue.recv_many(&mut batch, BATCH).await > 0 {
            let mut disk_refuses = disk_refuses.lock().await;
            if let Err(cause) = self.commit(&mut batch).await {
                tracing::error!(%cause, "a batch was not committed");
                *disk_refuses = error::is_the_disks(&cause);
                batch.clear();
                // What is left of the transaction has been rolled back when this is through.
                drop(self.conn.ping().await);
            }
        }
        drop(self.conn.close().await);
    }

    #[tracing::instrument(level = "debug", skip_all, fields(operations = batch.len()))]
    async fn commit(&mut self, batch: &mut Vec<Queued>) -> Result<(), sqlx::Error> {
        let started = Instant::now();
        // SQLite ends a transaction by itself when the disk is full. Our connection then waits for
        // ever to end it once more.
        if self.conn.is_in_transaction() {
            self.conn = super::in_place_of(&mut self.conn).await?;
        }
        let presence = &self.presence;
        let runs = runs(batch);
        let only_posts = matches!(runs[..], [Run::Posts(_)]);
        let mut done = Vec::new();
        let mut transaction = self.conn.begin_with(BEGIN).await?;
        for run in runs {
            match run {
                Run::Alone(job) => done.push(alone(&mut transaction, presence, job).await?),
                Run::Posts(posts) => {
                    let (posts, replies): (Vec<_>, Vec<_>) = posts.into_iter().unzip();
                    let said = if only_posts {
                        together(&mut transaction, presence, &posts).await
                    } else {
                        // A savepoint, so that what can't be done takes nothing else with it.
                        let mut step = transaction.begin().await?;
                        let said = together(&mut step, presence, &posts).await;
                        match said {
                            Some(_) => step.commit().await?,
                            None => step.rollback().await?,
                        }
                        said
                    };
                    if let Some(said) = said {
                        done.extend(said.answering(replies));
                        continue;
                    }
                    if only_posts {
                        transaction.rollback().await?;
                        transaction = self.conn.begin_with(BEGIN).await?;
                    }
                    for (operation, reply) in posts.into_iter().zip(replies) {
                        let job = Box::new(Waiting { operation, reply });
                        done.push(alone(&mut transaction, presence, job).await?);
                    }
                }
            }
        }
        let mut changes = Changes::default();
        for Done { touches, aftermath, .. } in &done {
            changes.add(*touches, &aftermath.announcements);
        }
        let committing = self.recall.forget(&changes);
        transaction.commit().await?;
        drop(committing);
        histogram!("campfire_commit_seconds").record(started.elapsed());
        counter!("campfire_operations_total").increment(done.len() as u64);
        self.committed.send_modify(|commits| *commits += 1);
        self.tell(done);
        Ok(())
    }

    /// The world hears first, the author second: an author who was answered has been heard.
    fn tell(&self, mut done: Vec<Done>) {
        for Done { aftermath, .. } in &mut done {
            for announcement in &aftermath.announcements {
                self.hub.announce(announcement);
            }
            for follow_up in aftermath.follow_ups.drain(..) {
                self.errands.take_on(follow_up);
            }
        }
        for Done { reply, .. } in done {
            reply();
        }
    }
}

/// What is done in one go.
enum Run {
    Alone(Box<dyn Job>),
    /// More than one: what waits together is said together.
    Posts(Vec<(PostMessage, oneshot::Sender<Result<Posted, Error>>)>),
}

/// Puts posts that stand in a row together.
fn runs(batch: &mut Vec<Queued>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut queued = batch.drain(..).peekable();
    while let Some(next) = queued.next() {
        let first = match next {
            Queued::Alone(job) => {
                runs.push(Run::Alone(job));
                continue;
            }
            Queued::Post(first) => first,
        };
        if !matches!(queued.peek(), Some(Queued::Post(_))) {
            runs.push(Run::Alone(Box::new(first)));
            continue;
        }
        let mut posts = vec![(first.operation, first.reply)];
        while let Some(Queued::Post(_)) = queued.peek()
            && let Some(Queued::Post(post)) = queued.next()
        {
            posts.push((post.operation, post.reply));
        }
        runs.push(Run::Posts(posts));
    }
    runs
}

/// Runs one operation in a savepoint of its own, so that a refused one takes no other with it.
async fn alone(
    transaction: &mut SqliteConnection,
    presence: &Presence,
    job: Box<dyn Job>,
) -> Result<Done, sqlx::Error> {
    let touches = job.touches();
    let mut step = transaction.begin().await?;
    let (aftermath, reply) = job.run(Tx::new(&mut step, presence)).await;
    if let Some(aftermath) = aftermath {
        step.commit().await?;
        return Ok(Done { touches, aftermath, reply });
    }
    step.rollback().await?;
    Ok(Done { touches: Touches::Nothing, aftermath: Aftermath::default(), reply })
}

/// Posts that were said together.
struct Said {
    outcomes: Outcomes,
    aftermath: Aftermath,
}

impl Said {
    fn answering(
        self,
        replies: Vec<oneshot::Sender<Result<Posted, Error>>>,
    ) -> impl Iterator<Item = Done> {
        // All that comes of it is the first one's: it is told in order, and before any answer.
        let mut aftermath = self.aftermath;
        replies.into_iter().zip(self.outcomes).map(move |(reply, outcome)| Done {
            touches: PostMessage::TOUCHES,
            aftermath: mem::take(&mut aftermath),
            reply: answer(reply, outcome),
        })
    }
}

/// Says posts in one go. None if that can't be done: then what was begun must be undone, and each said
/// alone.
async fn together(
    conn: &mut SqliteConnection,
    presence: &Presence,
    posts: &[PostMessage],
) -> Option<Said> {
    let mut tx = Tx::new(conn, presence);
    match AssertUnwindSafe(say_together(&mut tx, posts)).catch_unwind().await {
        Ok(Ok(outcomes)) => return Some(Said { outcomes, aftermath: tx.into_aftermath() }),
        Ok(Err(cause)) => tracing::warn!(%cause, "what was said together is said in turn"),
        Err(_) => tracing::error!("saying things together panicked; they are said in turn"),
    }
    None
}

/// An operation that has run, and waits for the commit to be told.
struct Done {
    touches: Touches,
    aftermath: Aftermath,
    reply: Reply,
}

/// What waits for its turn.
enum Queued {
    Alone(Box<dyn Job>),
    Post(Waiting<PostMessage>),
}

type Reply = Box<dyn FnOnce() + Send>;
/// What comes of an operation, none if it was refused and must be undone; and its answer.
type Running<'t> = Pin<Box<dyn Future<Output = (Option<Aftermath>, Reply)> + Send + 't>>;

trait Job: Send {
    fn touches(&self) -> Touches;
    fn run(self: Box<Self>, tx: Tx<'_>) -> Running<'_>;
}

struct Waiting<O: Operation> {
    operation: O,
    reply: oneshot::Sender<Result<O::Outcome, Error>>,
}

/// The caller may have hung up; the change stands all the same.
fn answer<T: Send + 'static>(
    reply: oneshot::Sender<Result<T, Error>>,
    outcome: Result<T, Error>,
) -> Reply {
    Box::new(move || drop(reply.send(outcome)))
}

impl<O: Operation> Job for Waiting<O> {
    fn touches(&self) -> Touches {
        O::TOUCHES
    }

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
            (aftermath, answer(reply, outcome))
        })
    }
}
