//! `campfire-tui tail`: what is said, as it is said, each once, whatever happens to the connection.

use campfire_proto::Message;
use campfire_tests::{Desk, Person, StatusCode, TestCampfire};

async fn scene() -> (TestCampfire, Person, Desk) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    (campfire, ada, desk)
}

#[tokio::test]
async fn it_begins_with_the_newest_and_goes_on_with_what_comes() {
    let (campfire, ada, desk) = scene().await;
    let room = campfire.all_talk(&ada).await;
    for text in ["long ago", "lately", "just now"] {
        ada.says(room, text).await;
    }

    let mut tail = desk.starts(&["tail", "--room", "All Talk", "-n", "2"]);
    assert!(tail.line().await.ends_with("Ada: lately"));
    assert!(tail.line().await.ends_with("Ada: just now"));
    ada.says(room, "at last").await;

    assert!(tail.line().await.ends_with("Ada: at last"));
}

#[tokio::test]
async fn a_line_of_json_is_a_message() {
    let (campfire, ada, desk) = scene().await;
    let room = campfire.all_talk(&ada).await;
    let earlier = ada.says(room, "earlier").await;

    let mut tail = desk.starts(&["tail", "--room", "All Talk", "--json"]);
    let first: Message = serde_json::from_str(&tail.line().await).unwrap();
    let later = ada.says(room, "two\nlines").await;
    let second: Message = serde_json::from_str(&tail.line().await).unwrap();

    assert_eq!([first, second], [earlier, later]);
}

#[tokio::test]
async fn several_rooms_are_told_apart() {
    let (campfire, ada, desk) = scene().await;
    let (here, there) = (campfire.all_talk(&ada).await, campfire.open_room(&ada).await);
    ada.says(here, "one").await;
    ada.says(there, "two").await;

    let mut tail = desk.starts(&["tail", "--room", "All Talk", "--room", "Town hall"]);

    let (first, second) = (tail.line().await, tail.line().await);
    assert!(first.starts_with("#All Talk  ") && first.ends_with("Ada: one"), "{first}");
    assert!(second.starts_with("#Town hall  ") && second.ends_with("Ada: two"), "{second}");
    ada.says(there, "three").await;
    assert!(tail.line().await.starts_with("#Town hall  "));
}

#[tokio::test]
async fn a_restart_loses_nothing_and_doubles_nothing() {
    let (mut campfire, ada, desk) = scene().await;
    campfire.keeps_its_port();
    let room = campfire.all_talk(&ada).await;
    ada.says(room, "message 0").await;
    let mut tail = desk.starts(&["tail", "--room", "All Talk"]);
    assert!(tail.line().await.ends_with("message 0"));

    for n in (1..=9).step_by(3) {
        ada.says(room, &format!("message {n}")).await;
        campfire.restart().await;
        // Some of these are said before the connection is there again.
        ada.says(room, &format!("message {}", n + 1)).await;
        ada.says(room, &format!("message {}", n + 2)).await;
    }

    for n in 1..=9 {
        let line = tail.line().await;
        assert!(line.ends_with(&format!("Ada: message {n}")), "{line} isn't message {n}");
    }
}

#[tokio::test]
async fn more_than_can_be_replayed_is_fetched() {
    let (campfire, ada, desk) = scene().await;
    let room = campfire.all_talk(&ada).await;
    let first = ada.says(room, "the first").await;
    for n in 1..=505 {
        ada.says(room, &format!("message {n}")).await;
    }

    let since = first.id.to_string();
    let mut tail = desk.starts(&["tail", "--room", "All Talk", "--since", &since]);

    for n in 1..=505 {
        let line = tail.line().await;
        assert!(line.ends_with(&format!("Ada: message {n}")), "{line} isn't message {n}");
    }
    ada.says(room, "the last").await;
    assert!(tail.line().await.ends_with("the last"));
}

#[tokio::test]
async fn it_ends_when_nobody_reads_it_any_more() {
    let (campfire, ada, desk) = scene().await;
    ada.says(campfire.all_talk(&ada).await, "enough").await;
    let mut tail = desk.starts(&["tail", "--room", "All Talk"]);
    tail.line().await;

    // As with `tail | grep -m1 enough`: nothing more is said, and it ends all the same.
    let printed = tail.is_not_read_any_more().await;

    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
}

#[tokio::test]
async fn an_interrupt_ends_it_without_a_word() {
    let (campfire, ada, desk) = scene().await;
    ada.says(campfire.all_talk(&ada).await, "hi").await;

    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut tail = desk.starts(&["tail", "--room", "All Talk"]);
        tail.line().await;
        tail.hears_signal(signal).await;
        let printed = tail.ends().await.exits(code);
        assert_eq!(printed.err, "");
    }
}

#[tokio::test]
async fn it_ends_with_the_session() {
    let (campfire, ada, desk) = scene().await;
    ada.says(campfire.all_talk(&ada).await, "hi").await;
    let mut tail = desk.starts(&["tail", "--room", "All Talk", "--json"]);
    tail.line().await;

    ada.post("/api/auth/logout", serde_json::Value::Null).await.is(StatusCode::NO_CONTENT);

    assert_eq!(tail.ends().await.exits(3).error()["code"], "unauthenticated");
}

#[tokio::test]
async fn it_ends_with_the_last_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.says(room, "hi").await;
    let mut tail = campfire.desk_of(&grace).starts(&["tail", "--room", "Between us"]);
    tail.line().await;

    ada.tries_to_send_away(room, &grace).await.succeeds();

    tail.ends().await.fails(4, "no longer in Between us");
}

#[tokio::test]
async fn a_server_that_isnt_there_is_not_waited_for_for_ever() {
    let (mut campfire, _, desk) = scene().await;
    campfire.stop().await;

    let tail = desk.runs(&["tail", "--room", "All Talk"]).await;

    tail.fails(6, "can't be reached");
}
