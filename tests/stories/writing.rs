//! Writing: nothing is lost, ids follow commits, and nobody writes but the writer.

use campfire_proto::{Message, MessageId};
use campfire_tests::{Person, StatusCode, TestCampfire, holds_for_all};
use proptest::collection::vec;

async fn all_ids(person: &Person, room: campfire_proto::RoomId) -> Vec<MessageId> {
    let mut ids = Vec::new();
    let mut after = "limit=100".to_owned();
    let mut page = person.reads_page(room, &after).await;
    while let Some(first) = page.messages.first().map(|message| message.id) {
        ids.splice(0..0, page.messages.iter().map(|message| message.id));
        after = format!("limit=100&before={first}");
        page = person.reads_page(room, &after).await;
    }
    ids
}

#[test]
fn whoever_writes_at_once_all_succeed_and_nothing_is_lost() {
    holds_for_all(
        24,
        &vec(1..12_usize, 1..6),
        async || {
            let campfire = TestCampfire::start().await;
            let ada = campfire.person("Ada").await;
            (campfire, ada)
        },
        async |(campfire, ada), bursts| {
            let room = campfire.room_of(&[ada]).await;
            let talking = bursts.iter().enumerate().map(async |(who, burst)| {
                let mut mine = Vec::new();
                for n in 0..*burst {
                    mine.push(ada.says(room, &format!("{who} says {n}")).await.id);
                }
                mine
            });

            let said = futures::future::join_all(talking).await;

            // Answered before the next was sent: so the ids of each talker grow.
            assert!(said.iter().all(|mine| mine.is_sorted()), "{said:?}");
            let mut expected: Vec<_> = said.into_iter().flatten().collect();
            expected.sort();
            assert_eq!(all_ids(ada, room).await, expected);
        },
    );
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let mut campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let talking = (0..200).map(async |n| ada.says(room, &format!("message {n}")).await.id);
    let mut said = futures::future::join_all(talking).await;
    said.sort();

    campfire.restart().await;

    assert_eq!(all_ids(&ada, room).await, said);
}

#[tokio::test]
async fn what_was_answered_is_on_disk_and_not_only_promised() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    ada.says(room, "unmistakable-words-4711").await;

    let bytes = campfire.bytes_on_disk();
    assert!(bytes.windows(23).any(|window| window == b"unmistakable-words-4711"));
}

#[tokio::test]
async fn one_refused_write_takes_no_other_with_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let mine = campfire.room_of(&[&ada]).await;
    let hers = campfire.room_of(&[&grace]).await;

    let writes = (0..120).map(async |n| {
        let room = if n % 3 == 0 { hers } else { mine };
        (room, ada.tries_to_say(room, &format!("message {n}")).await)
    });
    let answers = futures::future::join_all(writes).await;

    for (room, answer) in answers {
        let expected = if room == mine { StatusCode::CREATED } else { StatusCode::NOT_FOUND };
        answer.is(expected);
    }
    assert_eq!(all_ids(&ada, mine).await.len(), 80);
    assert!(grace.sees_in(hers).await.is_empty());
}

#[tokio::test]
async fn the_order_of_ids_is_the_order_of_time() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    let talking = (0..90).map(async |n| ada.says(room, &format!("message {n}")).await);
    let mut said: Vec<Message> = futures::future::join_all(talking).await;

    said.sort_by_key(|message| message.id);
    assert!(said.is_sorted_by_key(|message| message.created_at));
}

#[tokio::test]
async fn a_reader_cannot_change_a_row() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.says(room, "safe").await;
    let mut reader = campfire.house().readers.get().await.unwrap();

    for sql in [
        "insert into secrets (name, value) values ('mine', 'now')",
        "update messages set plain = 'changed'",
        "delete from messages",
        "create table mine (id integer)",
        "drop table messages",
        "vacuum",
    ] {
        let refused = sqlx::query(sql).execute(&mut *reader).await.unwrap_err();
        assert!(refused.to_string().contains("readonly"), "{sql}: {refused}");
    }

    drop(reader);
    assert_eq!(ada.sees_in(room).await, ["safe"]);
}
