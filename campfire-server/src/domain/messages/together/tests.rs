//! Saying things together is saying them alone, one after the other: the same answers, the same
//! announcements, the same rows.

use campfire_proto::{ClientMessageId, ContentType, Timestamp};
use proptest::prelude::*;
use sqlx::Connection;

use super::*;
use crate::{
    content::Draft,
    domain::{
        Operation,
        presence::{Presence, SeatId},
    },
    store::Store,
};

/// Ada, Grace and Eve, Mallory who is banned, and a robot. Eve isn't in the second room, and nobody
/// but Ada and the robot is in the third, a direct; Eve has hidden the first. Some have nothing
/// unread, some nearly as much as is counted, and some all of it.
const SCENE: &str = "
    insert into users (id, name, role, status, created_at, updated_at) values
        (1, 'Ada', 'administrator', 'active', 0, 0), (2, 'Grace', 'member', 'active', 0, 0),
        (3, 'Eve', 'member', 'active', 0, 0), (4, 'Mallory', 'member', 'banned', 0, 0),
        (5, 'Robot', 'bot', 'active', 0, 0), (6, 'Hedy', 'member', 'active', 0, 0);
    insert into bots values (5, x'00', x'00', 'http://robot.test');
    insert into rooms (id, name, room_type, creator_id, direct_key, created_at, updated_at) values
        (1, 'All', 'open', 1, null, 0, 0), (2, 'Some', 'closed', 1, null, 0, 0),
        (3, null, 'direct', 1, '1:5', 0, 0);
    insert into memberships (room_id, user_id, involvement, unread_count, unread_mentions,
        created_at) values
        (1, 1, 'mentions', 0, 0, 0), (1, 2, 'everything', 98, 3, 0), (1, 3, 'invisible', 0, 0, 0),
        (1, 4, 'mentions', 0, 0, 0), (1, 5, 'mentions', 100, 99, 0), (1, 6, 'nothing', 97, 97, 0),
        (2, 1, 'mentions', 99, 0, 0), (2, 2, 'mentions', 0, 0, 0), (2, 5, 'mentions', 0, 0, 0),
        (3, 1, 'everything', 0, 0, 0), (3, 5, 'everything', 0, 0, 0);
    insert into messages (room_id, creator_id, client_message_id, plain, html, source_type,
        created_at, updated_at) values (1, 1, 'b', 'before', '<div>before</div>', 'text/plain', 0, 0)";

/// All that saying something can change. Messages by their place and not by their id: what is refused
/// may use an id up or not, and nobody can tell.
const ROWS: [&str; 5] = [
    "select json_array(row_number() over (order by id), room_id, creator_id, client_message_id,
        plain, html, source, source_type, mentions, links, emoji_only, created_at, updated_at,
        edited) from messages order by id",
    "select json_array(room_id, user_id, unread_count, unread_mentions, last_read_message_id)
        from memberships",
    "select json_array(id, last_message_at, updated_at) from rooms",
    "select json_array(bot_id, (select count(*) from messages where id <= message_id))
        from pending_webhooks",
    "select json_array((select count(*) from messages where id <= rowid), plain)
        from message_words where message_words match 'fox OR ada'",
];

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

type Said = (i64, i64, &'static str, &'static str, ContentType);

fn post((author, room, client_message_id, text, content_type): Said) -> PostMessage {
    PostMessage {
        author: UserId(author),
        room: RoomId(room),
        draft: Draft::parse(text, content_type).unwrap(),
        client_message_id: ClientMessageId::parse(client_message_id).unwrap(),
    }
}

fn anything_said() -> impl Strategy<Value = Said> {
    let author =
        prop_oneof![3 => Just(1_i64), 2 => Just(2), 2 => Just(3), 1 => Just(4), 1 => Just(5)];
    let room = prop_oneof![4 => Just(1_i64), 3 => Just(2), 2 => Just(3), 1 => Just(99)];
    let id = prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);
    let text = prop::sample::select(vec![
        ("the quick brown fox", ContentType::Plain),
        ("@Ada and @Robot, a \"fox\"\nand\ttwo \\ of them", ContentType::Plain),
        ("@Eve @Mallory @Nobody", ContentType::Plain),
        ("**fox** of https://fox.test/?a=1&b=2 @Hedy", ContentType::Markdown),
        ("<blockquote>fox &amp; 'hound'</blockquote>", ContentType::Html),
        ("/play tada", ContentType::Plain),
        ("🦊", ContentType::Plain),
    ]);
    (author, room, id, text)
        .prop_map(|(author, room, id, (text, kind))| (author, room, id, text, kind))
}

/// What came of a run: the answers, what is told and done, and every row.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    answers: Vec<String>,
    told: Vec<String>,
    rows: Vec<String>,
}

impl Seen {
    fn add(&mut self, outcome: &Result<Posted, Error>) {
        self.answers.push(match outcome {
            Ok(Posted::New(message)) => format!("new {message:?}"),
            Ok(Posted::Again(message)) => format!("again {message:?}"),
            Err(refusal) => format!("{refusal:?}"),
        });
    }

    fn tell(&mut self, tx: Tx<'_>) {
        let aftermath = tx.into_aftermath();
        self.told.extend(aftermath.announcements.iter().map(|it| format!("{it:?}")));
        self.told.extend(aftermath.follow_ups.iter().map(|it| format!("{it:?}")));
    }
}

async fn said(posts: &[Said], together: bool) -> Seen {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("campfire.sqlite3")).await.unwrap();
    sqlx::raw_sql(SCENE).execute(&mut store.writing).await.unwrap();
    let presence = Presence::default();
    presence.enter(SeatId(1), UserId(2), RoomId(2));
    let mut seen = Seen::default();
    let posts = posts.iter().map(|said| post(*said));

    let mut transaction = store.writing.begin().await.unwrap();
    if together {
        let mut tx = Tx::new(&mut transaction, &presence);
        tx.now = NOW;
        let outcomes = say_together(&mut tx, &posts.collect::<Vec<_>>()).await.unwrap();
        for outcome in &outcomes {
            seen.add(outcome);
        }
        seen.tell(tx);
    } else {
        for post in posts {
            let mut step = transaction.begin().await.unwrap();
            let mut tx = Tx::new(&mut step, &presence);
            tx.now = NOW;
            let outcome = post.perform(&mut tx).await;
            seen.add(&outcome);
            if outcome.is_ok() {
                seen.tell(tx);
                step.commit().await.unwrap();
            }
        }
    }
    for rows in ROWS {
        let rows: Vec<String> =
            sqlx::query_scalar(rows).fetch_all(&mut *transaction).await.unwrap();
        seen.rows.extend(rows);
    }
    let ids: Vec<MessageId> = sqlx::query_scalar("select id from messages order by id")
        .fetch_all(&mut *transaction)
        .await
        .unwrap();
    for (place, id) in ids.iter().enumerate() {
        for text in seen.answers.iter_mut().chain(&mut seen.told) {
            *text = text.replace(&format!("MessageId({id})"), &format!("message {place}"));
        }
    }
    // Which of the world's news comes before which of the errands is of no interest.
    let is_errand = |it: &String| it.starts_with("Wake") || it.starts_with("CallBots");
    seen.told.sort_by_key(is_errand);
    seen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn saying_things_together_is_saying_them_in_turn(
        posts in prop::collection::vec(anything_said(), 1..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let together = said(&posts, true).await;
            let in_turn = said(&posts, false).await;

            prop_assert_eq!(together.answers, in_turn.answers);
            prop_assert_eq!(together.told, in_turn.told);
            prop_assert_eq!(together.rows, in_turn.rows);
            Ok(())
        })?;
    }
}
