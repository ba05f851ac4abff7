//! The hot paths alone, without HTTP: what a commit, a page, a search, a message's text and a frame
//! cost by themselves. `campfire-load table` measures them from outside.
#![expect(clippy::unwrap_used, reason = "a measurement that can't be made has failed")]

use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use campfire_bench::seed::{Plan, Seeded, line};
use campfire_proto::{
    ClientMessageId, ContentType, Message, MessageId, Role, RoomId, ServerFrame, UserId,
    search::SearchSort,
};
use campfire_server::{
    content::Draft,
    domain::{
        Announcement, Audience,
        messages::PostMessage,
        recall::Recall,
        search::{self, Query, Search},
        timeline::{self, Anchor},
    },
    live::{Hub, Seat},
    store::{Readers, Store, writer::Writer},
};
use divan::{Bencher, black_box, counter::ItemsCount};
use futures::future::join_all;
use tokio::runtime::Runtime;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

/// A database that is made once and kept, and connections that read it.
struct Desk {
    readers: Readers,
    _store: (sqlx::SqliteConnection, std::fs::File),
}

fn desk(messages: usize) -> Desk {
    runtime().block_on(async {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
        std::fs::create_dir_all(&folder).unwrap();
        let second_room = messages == 1_000_000;
        let plan = Plan { people: 50, messages, second_room };
        let Seeded { path, .. } = plan.kept_in(&folder).await.unwrap();
        let Store { readers, writing, lock } = Store::open(&path).await.unwrap();
        Desk { readers, _store: (writing, lock) }
    })
}

fn posts(together: usize) -> Vec<PostMessage> {
    let post = |number| PostMessage {
        author: UserId(i64::try_from(number % 64).unwrap() + 1),
        room: RoomId(1),
        draft: Draft::parse(&line(number), ContentType::Plain).unwrap(),
        client_message_id: ClientMessageId::parse(&uuid::Uuid::new_v4().to_string()).unwrap(),
    };
    (0..together).map(post).collect()
}

/// So many posts that wait at once, until all are on disk and answered.
#[divan::bench(args = [1, 16, 64])]
fn commit_of_posts(bencher: Bencher, together: usize) {
    let folder = tempfile::tempdir().unwrap();
    let writer = runtime().block_on(async {
        let plan = Plan { people: 64, messages: 0, second_room: false };
        let Seeded { path, .. } = plan.make(&folder.path().join("posts.sqlite3")).await.unwrap();
        let store = Store::open(&path).await.unwrap();
        let hub = Arc::new(Hub::default());
        let recall = Arc::new(Recall::default());
        let (writer, task, _) =
            Writer::new(store.writing, Arc::default(), recall, hub, Arc::default());
        tokio::spawn(task.run());
        writer
    });
    bencher.counter(ItemsCount::new(together)).with_inputs(|| posts(together)).bench_local_values(
        |posts| runtime().block_on(join_all(posts.into_iter().map(|post| writer.post(post)))),
    );
}

/// The newest forty of a room, out of the file.
#[divan::bench(args = [100, 1_000_000])]
fn page_of_forty(bencher: Bencher, messages: usize) {
    let desk = desk(1_000_000);
    let room = RoomId(if messages == 100 { 2 } else { 1 });
    bencher.bench_local(|| {
        runtime().block_on(async {
            let mut conn = desk.readers.get().await.unwrap();
            timeline::page(&mut conn, room, Anchor::Newest, 40).await.unwrap()
        })
    });
}

/// Words that every message holds, one in a hundred, and a handful.
#[divan::bench(args = [100_000, 1_000_000], consts = [0, 1, 2])]
fn search<const WORDS: usize>(bencher: Bencher, messages: usize) {
    let desk = desk(messages);
    let words = ["fox", "hedge17", "house 1234"][WORDS];
    let wanted = Search {
        by: UserId(1),
        query: Query::parse(words).unwrap(),
        room: None,
        from: None,
        sort: SearchSort::Relevant,
        after: None,
        limit: 40,
    };
    bencher.bench_local(|| {
        runtime().block_on(async {
            let mut conn = desk.readers.get().await.unwrap();
            search::search(&mut conn, &wanted).await.unwrap()
        })
    });
}

const MARKUP: &str = "<div>Hello <strong>team</strong>, see <a href=\"https://example.com/?a=1\">the \
                      plan</a><br><ul><li>one</li><li>two &amp; three</li></ul><script>no()</script>";

#[divan::bench(args = [ContentType::Plain, ContentType::Markdown, ContentType::Html])]
fn making_text_safe(bencher: Bencher, content_type: ContentType) {
    let text = match content_type {
        ContentType::Html => MARKUP.to_owned(),
        ContentType::Plain | ContentType::Markdown => line(17),
    };
    bencher.bench_local(|| Draft::parse(black_box(&text), content_type).unwrap());
}

/// A message as the writer hands it out.
fn message() -> Message {
    let desk = desk(100_000);
    runtime().block_on(async {
        let mut conn = desk.readers.get().await.unwrap();
        timeline::find(&mut conn, MessageId(17)).await.unwrap().unwrap()
    })
}

#[divan::bench]
fn writing_a_frame(bencher: Bencher) {
    let frame = ServerFrame::MessageCreated { message: message() };
    bencher.bench_local(|| serde_json::to_string(black_box(&frame)).unwrap());
}

/// From the announcement to the queue of each socket in the room.
#[divan::bench(args = [1, 1_000])]
fn fan_out(bencher: Bencher, sockets: usize) {
    let frame = Arc::new(ServerFrame::MessageCreated { message: message() });
    let announcement = Announcement::Frame { to: Audience::Room(RoomId(1)), frame };
    let room_full = || {
        let hub = Arc::new(Hub::default());
        let seats: Vec<Seat> = (0..sockets)
            .map(|_| {
                let seat = hub.sit_down();
                seat.reserve(UserId(1), Role::Member, None);
                seat.take("Listener").unwrap();
                seat.claim(RoomId(1));
                assert!(seat.follow(RoomId(1)));
                seat
            })
            .collect();
        (hub, seats)
    };
    bencher
        .counter(ItemsCount::new(sockets))
        .with_inputs(room_full)
        .bench_local_refs(|(hub, _)| hub.announce(&announcement));
}
