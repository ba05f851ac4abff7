//! Pulled plugs: `kill -9` amid a storm of posts, again and again. Whatever was acknowledged is there,
//! once, in order, whole, and can be found.
//!
//! `CAMPFIRE_KILLS=200` pulls it more often.

use std::{collections::BTreeMap, sync::Arc};

use campfire_proto::{Message, MessageId, RoomId};
use campfire_tests::{Method, Person, StatusCode, TestCampfire, desk::program};
use futures::future::join_all;
use serde_json::json;
use tokio::{process::Command, sync::watch};
use uuid::Uuid;

/// How often the plug is pulled, unless more is asked for.
const KILLS: u32 = 4;

/// People who talk at once. The first talks in a room of her own.
const TALKERS: usize = 8;

/// What is acknowledged before the plug is pulled once more: enough for many shared commits.
const BETWEEN: usize = 40;

/// Counting what is unread ends here.
const MOST_UNREAD: usize = 100;

/// What everybody in the storm knows.
struct Storm {
    is_up: watch::Sender<bool>,
    acknowledged: watch::Sender<usize>,
    is_over: watch::Sender<bool>,
}

/// Something that was acknowledged.
struct Said {
    text: String,
    client_id: String,
    id: MessageId,
}

impl Storm {
    /// Says one thing after the other until it is over, each as often as it takes.
    async fn blows(&self, talker: usize, person: Person, room: RoomId) -> Vec<Said> {
        let mut said = Vec::new();
        while !*self.is_over.borrow() {
            // One word that no other message has, so that searching for it finds this one alone.
            let text = format!("t{talker}n{} {}", said.len(), "blows ".repeat(100));
            let client_id = Uuid::new_v4().to_string();
            let id = self.insists(&person, room, &text, &client_id).await;
            said.push(Said { text, client_id, id });
            self.acknowledged.send_modify(|count| *count += 1);
        }
        said
    }

    /// Posts under one id until the server says that it is there.
    async fn insists(
        &self,
        person: &Person,
        room: RoomId,
        text: &str,
        client_id: &str,
    ) -> MessageId {
        let path = format!("/api/rooms/{room}/messages");
        let body = json!({ "content": text, "client_message_id": client_id });
        loop {
            let request = person.caller().request(Method::POST, &path).json(&body);
            if let Ok(answer) = request.send().await {
                assert!(answer.status().is_success(), "{}", answer.status());
                if let Ok(message) = answer.json::<Message>().await {
                    return message.id;
                }
            }
            self.is_up.subscribe().wait_for(|is_up| *is_up).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_kill_nine_once_whole_in_order_and_can_be_found() {
    let kills = std::env::var("CAMPFIRE_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut campfire = TestCampfire::start().await;
    let (ada, grace) = (campfire.person("Ada").await, campfire.person("Grace").await);
    let loud = campfire.room_of(&[&ada, &grace]).await;
    let quiet = campfire.room_of(&[&ada, &grace]).await;
    let mut server = campfire.becomes_a_process().await;
    let storm = Arc::new(Storm {
        is_up: watch::Sender::new(true),
        acknowledged: watch::Sender::new(0),
        is_over: watch::Sender::new(false),
    });
    let blowing = (0..TALKERS).map(|talker| {
        let (storm, ada) = (Arc::clone(&storm), ada.clone());
        let room = if talker == 0 { quiet } else { loud };
        tokio::spawn(async move { storm.blows(talker, ada, room).await })
    });
    let blowing: Vec<_> = blowing.collect();

    for _ in 0..kills {
        let enough = *storm.acknowledged.borrow() + BETWEEN;
        storm.acknowledged.subscribe().wait_for(|count| *count >= enough).await.unwrap();
        storm.is_up.send_replace(false);
        server.is_killed().await;
        server.starts_again().await;
        storm.is_up.send_replace(true);
    }
    storm.is_over.send_replace(true);
    let said: Vec<Vec<Said>> =
        join_all(blowing).await.into_iter().map(|talker| talker.unwrap()).collect();

    for (room, said) in [(quiet, &said[..1]), (loud, &said[1..])] {
        let there = grace.reads_back_to(room, MessageId(0)).await;
        assert!(there.is_sorted_by_key(|message| message.id));
        let said_here: BTreeMap<MessageId, &Said> =
            said.iter().flatten().map(|said| (said.id, said)).collect();
        assert_eq!(there.len(), said_here.len(), "as many as were acknowledged");
        for message in &there {
            let said = said_here[&message.id];
            assert_eq!(message.content, said.text, "whole");
            assert_eq!(message.client_message_id, said.client_id);
        }
        for talker in said {
            assert!(talker.is_sorted_by_key(|said| said.id), "in the order they were said");
            let last = talker.last().unwrap();
            let again = ada.tries_to_say_once(room, &last.text, &last.client_id).await;
            assert_eq!(again.is(StatusCode::OK).holds::<Message>().id, last.id);
        }
        let unread = grace.membership_of(room).await.unread_count;
        assert_eq!(unread, u32::try_from(there.len().min(MOST_UNREAD)).unwrap());
    }
    for said in said.iter().flatten() {
        let word = said.text.split(' ').next().unwrap();
        assert_eq!(grace.finds(word).await, std::slice::from_ref(&said.text));
    }
    server.is_killed().await;
    is_sound(&campfire).await;
}

/// What `check` finds, which compares the search index with the messages too.
async fn is_sound(campfire: &TestCampfire) {
    let mut check = Command::new(program("campfire-server"));
    check.arg("check").env_clear().env("DATABASE_PATH", campfire.database());
    let printed = check.output().await.unwrap();
    assert!(printed.status.success(), "{printed:?}");
}
