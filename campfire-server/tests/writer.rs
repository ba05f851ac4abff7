//! The one writer: what it promises to every operation, whatever the others do.
#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::{
    collections::HashSet,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, mpsc},
    time::Duration,
};

use bytes::Bytes;
use campfire_proto::{ClientMessageId, ContentType, RoomId, UserId};
use campfire_server::{
    content::Draft,
    domain::{
        Operation, Tx,
        messages::PostMessage,
        recall::{Page, Recall},
    },
    error::Error,
    live::Hub,
    store::{
        Readers, Store,
        writer::{QUEUE, Writer},
    },
};
use futures::future::join_all;
use proptest::prelude::*;
use tokio::{sync::oneshot, time::timeout};

/// Far more than anything takes that doesn't wait for its turn.
const LONG: Duration = Duration::from_secs(20);

/// A writer over a file of its own, and its readers.
struct Desk {
    writer: Writer,
    readers: Readers,
    _lock: std::fs::File,
    _folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        Self::over("").await
    }

    /// A desk whose file holds something already.
    async fn over(scene: &'static str) -> Self {
        Self::asking(scene, Arc::default(), || true).await
    }

    /// A desk that asks before each commit, when all is written and nobody else can read it yet: a no
    /// makes the commit fail.
    async fn asking(
        scene: &'static str,
        recall: Arc<Recall>,
        may_commit: impl FnMut() -> bool + Send + 'static,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("campfire.sqlite3")).await.unwrap();
        sqlx::raw_sql(scene).execute(&mut store.writing).await.unwrap();
        store.writing.lock_handle().await.unwrap().set_commit_hook(may_commit);
        let (writer, task, _) = Writer::new(
            store.writing,
            Arc::default(),
            recall,
            Arc::new(Hub::default()),
            Arc::default(),
        );
        tokio::spawn(task.run());
        Self { writer, readers: store.readers, _lock: store.lock, _folder: folder }
    }

    /// All notes, in the order of their ids.
    async fn notes(&self) -> Vec<(i64, String)> {
        sqlx::query_as("select id, name from users order by id")
            .fetch_all(&mut *self.readers.get().await.unwrap())
            .await
            .unwrap()
    }

    /// All messages, in the order of their ids.
    async fn said(&self) -> Vec<String> {
        sqlx::query_scalar("select plain from messages order by id")
            .fetch_all(&mut *self.readers.get().await.unwrap())
            .await
            .unwrap()
    }
}

/// Writes a row, then does as it is told.
struct Note {
    text: String,
    then: Then,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    Agree,
    Refuse,
    Panic,
    BreakAConstraint,
}

impl Operation for Note {
    type Outcome = i64;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<i64, Error> {
        let id = sqlx::query_scalar(
            "insert into users (name, created_at, updated_at) values (?, ?, ?) returning id",
        )
        .bind(&self.text)
        .bind(tx.now)
        .bind(tx.now)
        .fetch_one(&mut *tx.conn)
        .await?;
        match self.then {
            Then::Agree => Ok(id),
            Then::Refuse => Err(Error::Conflict("no")),
            #[expect(clippy::panic, reason = "the writer must outlive it")]
            Then::Panic => panic!("this operation is meant to panic"),
            Then::BreakAConstraint => {
                sqlx::query("update users set role = 'emperor' where id = ?")
                    .bind(id)
                    .execute(&mut *tx.conn)
                    .await?;
                Ok(id)
            }
        }
    }
}

/// Says that the writer has come to it, and keeps it busy until it is let go.
struct Wait {
    started: oneshot::Sender<()>,
    let_go: oneshot::Receiver<()>,
}

impl Operation for Wait {
    type Outcome = ();

    async fn perform(self, _tx: &mut Tx<'_>) -> Result<(), Error> {
        self.started.send(()).unwrap();
        self.let_go.await.unwrap();
        Ok(())
    }
}

fn then() -> impl Strategy<Value = Then> {
    prop_oneof![
        5 => Just(Then::Agree),
        1 => Just(Then::Refuse),
        1 => Just(Then::Panic),
        1 => Just(Then::BreakAConstraint),
    ]
}

fn in_a_runtime<T>(test: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all().build().unwrap().block_on(test)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn of_any_crowd_of_writes_exactly_those_that_were_acknowledged_are_kept(
        crowd in prop::collection::vec(then(), 1..200),
    ) {
        in_a_runtime(async {
            let desk = Desk::open().await;

            let answers = join_all(crowd.iter().enumerate().map(|(place, then)| {
                let note = Note { text: format!("note {place}"), then: *then };
                desk.writer.perform(note)
            }))
            .await;

            let kept = desk.notes().await;
            let mut acknowledged = Vec::new();
            for (place, answer) in answers.into_iter().enumerate() {
                assert_eq!(answer.is_ok(), crowd[place] == Then::Agree, "{:?}", crowd[place]);
                acknowledged.extend(answer.ok().map(|id| (id, format!("note {place}"))));
            }
            acknowledged.sort_unstable();
            assert_eq!(kept, acknowledged);
        });
    }

    #[test]
    fn ids_grow_in_the_order_of_the_acknowledgements(lanes in 1..8_usize, each in 1..30_usize) {
        in_a_runtime(async {
            let desk = Desk::open().await;

            // Each lane waits for its answer before it writes again: its ids must grow.
            let lanes = join_all((0..lanes).map(|lane| {
                let writer = desk.writer.clone();
                async move {
                    let mut ids = Vec::new();
                    for turn in 0..each {
                        let note = Note { text: format!("{lane}.{turn}"), then: Then::Agree };
                        ids.push(writer.perform(note).await.unwrap());
                    }
                    ids
                }
            }))
            .await;

            let all: HashSet<i64> = lanes.iter().flatten().copied().collect();
            assert_eq!(all.len(), lanes.len() * each);
            assert!(lanes.iter().all(|ids| ids.is_sorted()));
        });
    }
}

/// A room in which anything can be said but one thing.
const A_ROOM_WITH_A_TABOO: &str = "
    insert into users (id, name, created_at, updated_at) values (1, 'Ada', 0, 0);
    insert into rooms (id, name, room_type, creator_id, created_at, updated_at)
        values (1, 'All', 'open', 1, 0, 0);
    insert into memberships (room_id, user_id, involvement, created_at) values (1, 1, 'nothing', 0);
    create trigger taboo before insert on messages when new.plain = 'taboo' begin
        select raise(abort, 'not here');
    end";

fn post(text: &str) -> PostMessage {
    PostMessage {
        author: UserId(1),
        room: RoomId(1),
        draft: Draft::parse(text, ContentType::Plain).unwrap(),
        client_message_id: ClientMessageId::parse(&format!("client {text}")).unwrap(),
    }
}

/// Has everything wait for the writer together, and says which of the texts were kept.
async fn said_together(desk: &Desk, texts: &[&str], note_between: bool) -> Vec<bool> {
    let (started, has_started) = oneshot::channel();
    let (let_go, held) = oneshot::channel();
    let writer = desk.writer.clone();
    tokio::spawn(async move { writer.perform(Wait { started, let_go: held }).await });
    has_started.await.unwrap();
    let waiting = usize::from(note_between) + texts.len();
    let note = async {
        if note_between {
            let note = Note { text: "a note".to_owned(), then: Then::Agree };
            drop(desk.writer.perform(note).await);
        }
    };
    let letting_go = async {
        while desk.writer.waiting() < waiting {
            tokio::task::yield_now().await;
        }
        let_go.send(()).unwrap();
    };
    let posts = join_all(texts.iter().map(|text| desk.writer.post(post(text))));
    let ((), answers, ()) = tokio::join!(note, posts, letting_go);
    answers.iter().map(Result::is_ok).collect()
}

#[tokio::test]
async fn one_message_that_cannot_be_kept_takes_no_other_with_it() {
    for note_between in [false, true] {
        let desk = Desk::over(A_ROOM_WITH_A_TABOO).await;

        let kept = said_together(&desk, &["one", "two", "taboo", "three"], note_between).await;

        assert_eq!(kept, [true, true, false, true]);
        assert_eq!(desk.said().await, ["one", "two", "three"]);
        assert_eq!(desk.notes().await.len(), 1 + usize::from(note_between));
    }
}

#[tokio::test]
async fn what_is_not_committed_is_acknowledged_to_nobody() {
    for (texts, note_between) in
        [(&["one"][..], false), (&["one", "two"], false), (&["one", "two"], true)]
    {
        // The first commit is of what they wait for, the second is theirs.
        let mut commits = 0;
        let fails_once = move || {
            commits += 1;
            commits != 2
        };
        let desk = Desk::asking(A_ROOM_WITH_A_TABOO, Arc::default(), fails_once).await;

        let kept = said_together(&desk, texts, note_between).await;

        assert!(!kept.contains(&true), "{kept:?}");
        desk.writer.post(post("three")).await.unwrap();
        assert_eq!(desk.said().await, ["three"], "what comes after it is kept");
        assert_eq!(desk.notes().await.len(), 1);
    }
}

#[tokio::test]
async fn what_a_commit_makes_untrue_is_forgotten_before_it_and_not_learnt_while_it_is_made() {
    let (room, ada, address) = (RoomId(1), UserId(1), IpAddr::V4(Ipv4Addr::LOCALHOST));
    let recall = Arc::new(Recall::default());
    let learn = {
        let recall = Arc::clone(&recall);
        move || {
            let page = Page::new(Bytes::from_static(b"old"), String::new());
            recall.learn_page(recall.now(), room, ada, &page);
            recall.learn_address(recall.now(), address, false);
        }
    };
    let known = {
        let recall = Arc::clone(&recall);
        move || (recall.page_for(room, ada).is_some(), recall.is_banned(address).is_some())
    };
    let (tell, told) = mpsc::channel();
    // Whoever reads now reads what was.
    let reads_meanwhile = {
        let (learn, known) = (learn.clone(), known.clone());
        move || {
            tell.send(known()).unwrap();
            learn();
            true
        }
    };
    let desk = Desk::asking("", Arc::clone(&recall), reads_meanwhile).await;
    learn();
    assert_eq!(known(), (true, true));

    let note = Note { text: "a note".to_owned(), then: Then::Agree };
    desk.writer.perform(note).await.unwrap();

    assert_eq!(told.recv().unwrap(), (false, false), "forgotten before");
    assert_eq!(known(), (false, false), "not learnt meanwhile");
}

#[tokio::test]
async fn a_full_queue_is_refused_at_once_and_loses_nothing_it_took() {
    let desk = Desk::open().await;
    let (started, has_started) = oneshot::channel();
    let (let_go, held) = oneshot::channel();
    let writer = desk.writer.clone();
    tokio::spawn(async move { writer.perform(Wait { started, let_go: held }).await });
    has_started.await.unwrap();
    let waiting: Vec<_> = (0..QUEUE)
        .map(|place| {
            let writer = desk.writer.clone();
            let note = Note { text: format!("note {place}"), then: Then::Agree };
            tokio::spawn(async move { writer.perform(note).await })
        })
        .collect();
    while desk.writer.waiting() < QUEUE {
        tokio::task::yield_now().await;
    }

    let one_too_many = Note { text: "one too many".to_owned(), then: Then::Agree };
    let refused = timeout(LONG, desk.writer.perform(one_too_many)).await;

    assert!(matches!(refused, Ok(Err(Error::Busy))));
    let_go.send(()).unwrap();
    for answer in join_all(waiting).await {
        answer.unwrap().unwrap();
    }
    assert_eq!(desk.notes().await.len(), QUEUE);
}

#[tokio::test]
async fn a_reader_can_change_nothing() {
    let desk = Desk::open().await;
    let mut reader = desk.readers.get().await.unwrap();

    let tried = sqlx::query("insert into secrets (name, value) values ('a', 'b')")
        .execute(&mut *reader)
        .await;

    assert!(tried.unwrap_err().to_string().contains("readonly"));
}

#[tokio::test]
async fn a_file_has_one_campfire_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("campfire.sqlite3");
    let first = Store::open(&path).await.unwrap();

    assert!(Store::open(&path).await.is_err());

    drop(first);
    assert!(Store::open(&path).await.is_ok());
}

#[tokio::test]
async fn a_newer_or_foreign_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let newer = folder.path().join("newer.sqlite3");
    drop(Store::open(&newer).await.unwrap());
    let foreign = folder.path().join("foreign.sqlite3");
    for (path, statement) in [
        (&newer, "insert into _sqlx_migrations values (99990101, 'future', 0, 1, x'00', 0)"),
        (&foreign, "create table recipes (name text)"),
    ] {
        let url = format!("sqlite://{}?mode=rwc", path.display());
        let mut conn = <sqlx::SqliteConnection as sqlx::Connection>::connect(&url).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut conn).await.unwrap();
        sqlx::Connection::close(conn).await.unwrap();
    }
    let before = std::fs::read(&foreign).unwrap();

    let newer = Store::open(&newer).await.map(drop).unwrap_err().to_string();
    let refused = Store::open(&foreign).await.map(drop).unwrap_err().to_string();

    assert!(newer.contains("newer Campfire"), "{newer}");
    assert!(refused.contains("no Campfire database"), "{refused}");
    assert!(std::fs::read(&foreign).unwrap() == before, "the foreign file was changed");
}
