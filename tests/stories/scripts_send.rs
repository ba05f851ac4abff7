//! `campfire-tui send`, from a pipe: what is sent, where, and what the exit code says.

use campfire_tests::{Desk, Person, Relay, TestCampfire};
use serde_json::json;

/// A server, somebody on it, and their machine.
async fn scene() -> (TestCampfire, Person, Desk) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    (campfire, ada, desk)
}

#[tokio::test]
async fn words_are_sent_as_they_stand() {
    let (campfire, ada, desk) = scene().await;

    let printed = desk.pipes("ignored", &["send", "--room", "All Talk", "deploy", "is  out"]).await;

    printed.exits(0);
    assert_eq!(ada.sees_in(campfire.all_talk(&ada).await).await, ["deploy is  out"]);
}

#[tokio::test]
async fn what_is_piped_in_is_sent_without_its_last_newline() {
    let (campfire, ada, desk) = scene().await;

    desk.pipes("two\nlines\n", &["send", "--room", "All Talk"]).await.exits(0);
    desk.pipes("by a dash\n", &["send", "--room", "All Talk", "-"]).await.exits(0);

    let said = ada.sees_in(campfire.all_talk(&ada).await).await;
    assert_eq!(said, ["two\nlines", "by a dash"]);
}

#[tokio::test]
async fn a_room_is_found_by_its_name_with_or_without_a_hash_by_its_id_and_by_default() {
    let (campfire, ada, desk) = scene().await;
    let room = campfire.all_talk(&ada).await;

    for named in ["All Talk", "all talk", "#All Talk", &room.to_string()] {
        desk.runs(&["send", "--room", named, "hi"]).await.exits(0);
    }
    let desk = desk.with("CAMPFIRE_ROOM", "#all talk");
    desk.runs(&["send", "hi"]).await.exits(0);

    assert_eq!(ada.sees_in(room).await.len(), 5);
}

#[tokio::test]
async fn a_name_that_two_rooms_bear_is_refused_with_both_ids() {
    let (campfire, ada, desk) = scene().await;
    let (one, other) = (campfire.open_room(&ada).await, campfire.open_room(&ada).await);

    let printed = desk.runs(&["send", "--room", "Town hall", "hi"]).await;

    let refused = printed.fails(4, &one.to_string());
    assert!(refused.err.contains(&other.to_string()), "{}", refused.err);
    assert!(ada.sees_in(one).await.is_empty() && ada.sees_in(other).await.is_empty());
}

#[tokio::test]
async fn a_person_is_written_to_in_the_room_of_two() {
    let (campfire, ada, desk) = scene().await;
    let grace = campfire.person("Grace Hopper").await;

    desk.runs(&["send", "--to", "grace hopper", "hello"]).await.exits(0);
    desk.runs(&["send", "--to", &format!("{}", grace.id), "again"]).await.exits(0);

    let room = campfire.direct(&ada, &grace).await;
    assert_eq!(grace.sees_in(room).await, ["hello", "again"]);
    desk.runs(&["send", "--to", "Nobody", "hello"]).await.fails(4, "nobody called");
}

#[tokio::test]
async fn markup_is_read_as_what_the_flag_says() {
    let (campfire, ada, desk) = scene().await;

    desk.runs(&["send", "-r", "All Talk", "--markdown", "**bold**"]).await.exits(0);
    desk.runs(&["send", "-r", "All Talk", "--html", "<em>lean</em>"]).await.exits(0);
    desk.runs(&["send", "-r", "All Talk", "**as it is**"]).await.exits(0);

    let page = ada.reads(campfire.all_talk(&ada).await).await;
    let html: Vec<_> = page.messages.iter().map(|message| message.html.as_str()).collect();
    assert!(html[0].contains("<strong>bold</strong>"), "{html:?}");
    assert!(html[1].contains("<em>lean</em>"), "{html:?}");
    assert!(html[2].contains("**as it is**"), "{html:?}");
}

#[tokio::test]
async fn the_answer_is_a_line_an_object_an_id_or_nothing() {
    let (campfire, ada, desk) = scene().await;
    let room = campfire.all_talk(&ada).await;
    let send = ["send", "--room", "All Talk", "--idempotency-key", "run-7", "hi"];
    let with = |flag| send.into_iter().chain([flag]).collect::<Vec<&str>>();

    let first = desk.runs(&with("--json")).await.exits(0).json();
    let again = desk.runs(&with("--json")).await.exits(0).json();
    let id_only = desk.runs(&with("--id-only")).await.exits(0);
    let quiet = desk.runs(&with("--quiet")).await.exits(0);
    let line = desk.runs(&send).await.exits(0);

    let message = &ada.reads(room).await.messages[0];
    let url = format!("http://{}/rooms/{room}/@{}", campfire.address(), message.id);
    let expected = json!({
        "id": message.id,
        "client_message_id": "run-7",
        "room": { "id": room, "name": "All Talk" },
        "url": url,
        "created_at": message.created_at,
        "duplicate": false,
    });
    assert_eq!(first, expected);
    assert_eq!((again["id"].clone(), again["duplicate"].clone()), (json!(message.id), json!(true)));
    assert_eq!(id_only.out, format!("{}\n", message.id));
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    assert_eq!(line.out, format!("Was sent before to All Talk: {url}\n"));
    assert_eq!(ada.sees_in(room).await, ["hi"], "five times the same key is one message");
}

#[tokio::test]
async fn an_answer_that_gets_lost_makes_no_second_message() {
    let (campfire, ada, desk) = scene().await;
    let relay = Relay::to(campfire.address()).await;
    relay.loses_answers(2);
    let desk = desk.with("CAMPFIRE_URL", &format!("http://{}", relay.address));

    let printed = desk.runs(&["send", "--room", "All Talk", "--json", "once"]).await.exits(0);

    assert!(relay.has_lost_them());
    assert_eq!(printed.json()["duplicate"], true, "the retry heard of the first try's success");
    assert_eq!(ada.sees_in(campfire.all_talk(&ada).await).await, ["once"]);
}

#[tokio::test]
async fn somebody_elses_key_is_a_refusal() {
    let (campfire, ada, desk) = scene().await;
    let grace = campfire.person("Grace").await;
    grace.tries_to_say_once(campfire.all_talk(&ada).await, "mine", "run-7").await;

    let send = ["send", "--room", "All Talk", "--dedupe-key", "run-7", "--json", "hi"];
    let refused = desk.runs(&send).await.exits(7);

    assert_eq!(refused.error()["code"], "conflict");
}

// The exit codes, each by the real server.

#[tokio::test]
async fn it_exits_with_1_when_the_server_is_too_busy() {
    let (campfire, _, desk) = scene().await;
    let holder = campfire.holds_the_file().await;
    let _waiting = campfire.fills_the_queue().await;

    let send = ["send", "--room", "All Talk", "--timeout", "2s", "--json", "hi"];
    let printed = desk.runs(&send).await;

    assert_eq!(printed.exits(1).error()["code"], "busy");
    holder.lets_go().await;
}

#[tokio::test]
async fn it_exits_with_2_when_the_command_makes_no_sense() {
    let (_campfire, _, desk) = scene().await;

    desk.runs(&["send", "--room", "All Talk", "--to", "Ada", "hi"]).await.fails(2, "--to");
    desk.runs(&["send", "hi"]).await.fails(2, "CAMPFIRE_ROOM");
    desk.runs(&["send", "--room", "1", "--timeout", "soon", "hi"]).await.fails(2, "15s");
    desk.runs(&["send", "--room", "1", "--idempotency-key", "ü", "hi"]).await.fails(2, "ASCII");
    desk.runs(&["send", "--room", "1", "--json", "--quiet", "hi"]).await.fails(2, "--quiet");
    let desk = desk.with("CAMPFIRE_URL", "ftp://example.com");
    desk.runs(&["send", "--room", "1", "hi"]).await.fails(2, "ftp://example.com");
}

#[tokio::test]
async fn it_exits_with_3_when_nobody_is_signed_in() {
    let (_campfire, _, desk) = scene().await;
    let send = ["send", "--room", "All Talk", "hi"];

    let nobody = desk.without("CAMPFIRE_TOKEN");
    nobody.runs(&send).await.fails(3, "campfire-tui login");
    let guessing = nobody.with("CAMPFIRE_TOKEN", "not\na token");
    guessing.runs(&send).await.fails(3, "campfire-tui login");
    let guessing = guessing.with("CAMPFIRE_TOKEN", "a-guess");
    guessing.runs(&send).await.fails(3, "campfire-tui login");
    let nowhere = guessing.without("CAMPFIRE_URL");
    nowhere.runs(&send).await.fails(3, "CAMPFIRE_URL");
}

#[tokio::test]
async fn it_exits_with_4_when_there_is_no_such_room() {
    let (campfire, ada, desk) = scene().await;
    let grace = campfire.person("Grace").await;
    let theirs = campfire.room_of(&[&grace]).await;

    desk.runs(&["send", "--room", "Nowhere", "hi"]).await.fails(4, "Nowhere");
    desk.runs(&["send", "--room", "999", "hi"]).await.fails(4, "999");
    let json = desk.runs(&["send", "--room", &theirs.to_string(), "--json", "hi"]).await.exits(4);

    assert_eq!(json.error()["code"], "not_found");
    assert_eq!(json.error()["retryable"], false);
    assert!(!ada.has_in_the_list(theirs).await);
}

#[tokio::test]
async fn it_exits_with_5_when_somebody_says_too_much() {
    let campfire = TestCampfire::start_with(|config| {
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        config.limits.writes_per_person = 1;
    })
    .await;
    let ada = campfire.person("Ada").await;
    let relay = Relay::to(campfire.address()).await;
    let desk = campfire.desk_of(&ada).with("CAMPFIRE_URL", &format!("http://{}", relay.address));
    desk.runs(&["send", "--room", "All Talk", "one"]).await.exits(0);

    let refused = desk.runs(&["send", "--room", "All Talk", "two"]).await;

    refused.fails(5, "try again in");
    assert_eq!(ada.sees_in(campfire.all_talk(&ada).await).await, ["one"]);
}

#[tokio::test]
async fn it_exits_with_6_when_the_server_is_down_or_silent() {
    let (mut campfire, _, desk) = scene().await;
    let holder = campfire.holds_the_file().await;

    // The server answers only after it has waited for the file, which is longer than we do.
    let send = ["send", "--room", "All Talk", "--timeout", "1s", "--json", "hi"];
    let silent = desk.runs(&send).await.exits(6).error();
    holder.lets_go().await;
    campfire.stop().await;
    let down = desk.runs(&["send", "--room", "All Talk", "hi"]).await;

    assert_eq!(
        (silent["code"].clone(), silent["retryable"].clone()),
        ("timeout".into(), true.into())
    );
    assert!(silent["message"].as_str().unwrap().contains("--idempotency-key"), "{silent}");
    down.fails(6, "can't be reached");
}

#[tokio::test]
async fn it_exits_with_7_when_no_message_can_be_like_that() {
    let (campfire, ada, desk) = scene().await;
    let send = ["send", "--room", "All Talk"];

    desk.pipes("ü".repeat(10_001), &send).await.fails(7, "10,000 characters at most");
    desk.pipes(" \n", &send).await.fails(7, "nothing to send");
    desk.pipes("\u{1b}[2J", &send).await.fails(7, "control characters");
    desk.pipes(b"\xff\xfe", &send).await.fails(7, "UTF-8");
    // What only the server can see.
    desk.pipes("<b> </b>", &["send", "--room", "All Talk", "--html"]).await.fails(7, "empty");
    let json = desk.pipes("", &["send", "--room", "All Talk", "--json"]).await.exits(7).error();

    assert_eq!(
        (json["code"].as_str(), json["field"].as_str()),
        (Some("validation_failed"), Some("content"))
    );
    desk.pipes("ü".repeat(10_000), &send).await.exits(0);
    assert_eq!(ada.sees_in(campfire.all_talk(&ada).await).await.len(), 1);
}

#[tokio::test]
async fn too_long_a_text_is_refused_before_any_server_is_asked() {
    let desk = Desk::new();

    let refused = desk.pipes("a".repeat(10_001), &["send", "--room", "All Talk"]).await;

    refused.fails(7, "10,000");
}

#[tokio::test]
async fn nobody_waits_for_words_that_nobody_types() {
    let (_campfire, _, desk) = scene().await;

    // Standard input is a pipe that stays open: words on the command line mean that it isn't read.
    let mut started = desk.starts(&["send", "--room", "All Talk", "hi"]);

    assert!(started.line().await.contains("Sent"));
    started.ends().await.exits(0);
}
