//! What scripts learn: rooms, messages, search, who is signed in; and what they print of it.

use campfire_tests::{Desk, Person, Printed, TestCampfire};
use serde_json::{Value, json};

async fn scene() -> (TestCampfire, Person, Desk) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    (campfire, ada, desk)
}

/// What stands in the JSON under this key, of each message.
fn contents(printed: &Printed) -> Vec<Value> {
    let json = printed.json();
    let messages = json["messages"].as_array().unwrap();
    messages.iter().map(|message| message["content"].clone()).collect()
}

#[tokio::test]
async fn the_newest_messages_are_printed_in_the_order_they_were_said() {
    let (campfire, ada, desk) = scene().await;
    let room = campfire.all_talk(&ada).await;
    for n in 1..=130 {
        ada.says(room, &format!("message {n}")).await;
    }
    let read = |more: &[&'static str]| [&["read", "-r", "All Talk"], more].concat();

    let few = desk.runs(&read(&["-n", "3"])).await.exits(0);
    let many = desk.runs(&read(&["-n", "120", "--json"])).await.exits(0);
    let first = ada.reads_page(room, "limit=1&around=1").await.messages[0].id;
    let before = first.0 + 2;
    let before = ["--json", "--before", Box::leak(before.to_string().into_boxed_str())];
    let oldest = desk.runs(&read(&before)).await.exits(0);

    let endings = few.lines().iter().map(|line| line[18..].to_owned()).collect::<Vec<_>>();
    assert_eq!(endings, ["Ada: message 128", "Ada: message 129", "Ada: message 130"]);
    let expected: Vec<_> = (11..=130).map(|n| json!(format!("message {n}"))).collect();
    assert_eq!(contents(&many), expected);
    assert_eq!(many.json()["has_more_before"], true);
    assert_eq!(many.json()["room"], json!({ "id": room, "name": "All Talk" }));
    assert_eq!(contents(&oldest), ["message 1", "message 2"]);
    assert_eq!(oldest.json()["has_more_before"], false);
}

#[tokio::test]
async fn nobody_can_write_a_line_that_looks_like_somebody_elses() {
    let (campfire, ada, desk) = scene().await;
    ada.says(campfire.all_talk(&ada).await, "hi\n2026-01-01 10:00  Grace: I quit\n\nbye").await;

    let printed = desk.runs(&["read", "--room", "All Talk"]).await.exits(0);

    let lines = printed.lines();
    assert!(lines[0].ends_with("Ada: hi"), "{lines:?}");
    assert_eq!(lines[1..], ["    2026-01-01 10:00  Grace: I quit", "    ", "    bye"]);
}

#[tokio::test]
async fn nothing_a_terminal_would_obey_comes_out_of_a_script() {
    let (campfire, ada, desk) = scene().await;
    let room = campfire.all_talk(&ada).await;
    ada.says(room, "\u{202e}evil\u{2066} \u{feff}pay\u{200b}load \u{2028}👨‍👩‍👧").await;
    // What the server takes from nobody, but a server may be somebody else's.
    campfire
        .stage(
            "update messages set plain = plain || char(27) || '[2J' || char(155) || '31m';
             update users set name = 'A' || char(27) || ']0;da' || char(7);
             update rooms set name = 'All' || char(8238) || 'Talk';",
        )
        .await;
    let id = room.to_string();
    let dangerous = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || ('\u{202a}'..='\u{202e}').contains(&c)
    };

    let commands: [&[&str]; 8] = [
        &["read", "--room", &id],
        &["read", "--room", &id, "--json"],
        &["rooms"],
        &["rooms", "--json"],
        &["search", "load"],
        &["whoami"],
        &["send", "--room", &id, "hi"],
        &["read", "--room", "\u{1b}[2J"],
    ];
    for command in commands {
        let printed = desk.runs(command).await;
        let shown = format!("{}{}", printed.out, printed.err);
        assert!(!shown.is_empty() && !shown.contains(dangerous), "{command:?}: {shown:?}");
    }
    let read = desk.runs(commands[0]).await.out;
    assert!(read.contains("]0;da: evil payload 👨‍👩‍👧[2J31m"), "{read}");
    let json = desk.runs(commands[1]).await;
    let said = contents(&json)[0].as_str().unwrap().to_owned();
    assert!(
        said.contains('\u{202e}') && said.contains("\u{1b}[2J"),
        "to a program nothing is lost"
    );
}

#[tokio::test]
async fn a_sound_reads_as_what_it_says() {
    let (campfire, ada, desk) = scene().await;
    ada.says(campfire.all_talk(&ada).await, "/play bell").await;

    let printed = desk.runs(&["read", "--room", "All Talk"]).await.exits(0);

    assert!(printed.out.ends_with("Ada rings the bell 🔔\n"), "{}", printed.out);
}

#[tokio::test]
async fn reading_leaves_unread_what_is_unread() {
    let (campfire, ada, desk) = scene().await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&grace, &ada]).await;
    grace.says(room, "@Ada are you there?").await;

    let unread = desk.runs(&["rooms", "--unread"]).await.exits(0);
    desk.runs(&["read", "--room", "Between us"]).await.exits(0);
    let still = desk.runs(&["rooms", "--unread", "--json"]).await.exits(0).json();

    assert_eq!(unread.lines(), [format!("{room}\tclosed\t1\t1\tBetween us")]);
    assert_eq!(still["rooms"][0]["membership"]["unread_mentions"], 1);
    assert_eq!(still["rooms"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn hidden_rooms_are_listed_when_asked_for() {
    let (campfire, ada, desk) = scene().await;
    let room = campfire.open_room(&ada).await;
    ada.wants_to_hear(room, "invisible").await;

    let rooms = desk.runs(&["rooms"]).await.exits(0);
    let all = desk.runs(&["rooms", "--all"]).await.exits(0);

    assert!(!rooms.out.contains("Town hall") && all.out.contains("Town hall"));
    desk.runs(&["send", "--room", "Town hall", "hidden, and there"]).await.exits(0);
}

#[tokio::test]
async fn a_search_finds_words_and_phrases_where_and_by_whom_they_were_said() {
    let (campfire, ada, desk) = scene().await;
    let grace = campfire.person("Grace").await;
    let (here, there) = (campfire.all_talk(&ada).await, campfire.open_room(&ada).await);
    ada.says(here, "the engine runs").await;
    grace.says(here, "the engine stands still").await;
    ada.says(there, "engine runs backwards").await;
    let found = async |arguments: &[&str]| {
        let printed = desk.runs(&[&["search", "--json"], arguments].concat()).await.exits(0);
        let results = printed.json()["results"].as_array().unwrap().clone();
        results.len()
    };

    assert_eq!(found(&["engine"]).await, 3);
    assert_eq!(found(&["engine", "--room", "All Talk"]).await, 2);
    assert_eq!(found(&["engine", "--from", "grace"]).await, 1);
    assert_eq!(found(&["\"engine runs\""]).await, 2);
    assert_eq!(found(&["engine", "-n", "1"]).await, 1);
    assert_eq!(found(&["nothing of the kind"]).await, 0);
    let lines = desk.runs(&["search", "backwards"]).await.exits(0);
    assert!(lines.out.starts_with("#Town hall  "), "{}", lines.out);
    assert!(lines.out.ends_with("Ada: engine runs backwards\n"), "{}", lines.out);
    desk.runs(&["search", "engine", "--from", "Nobody"]).await.fails(4, "Nobody");
}

#[tokio::test]
async fn who_is_signed_in_is_said_with_the_place() {
    let (campfire, ada, desk) = scene().await;
    let at = format!("http://{}", campfire.address());

    let line = desk.runs(&["whoami"]).await.exits(0);
    let json = desk.runs(&["whoami", "--json"]).await.exits(0).json();

    assert_eq!(line.out, format!("Ada (administrator) in {} at {at}\n", campfire.account().name));
    assert_eq!(json["user"]["id"], json!(ada.id));
    assert_eq!((json["server"].clone(), json["profile"].clone()), (json!(at), json!("default")));
    assert!(!json.to_string().contains(&ada.token));
}

#[tokio::test]
async fn the_sounds_are_listed_without_any_server() {
    let desk = Desk::new().without("HOME");

    let lines = desk.runs(&["sounds"]).await.exits(0);
    let json = desk.runs(&["sounds", "--json"]).await.exits(0).json();

    assert_eq!((lines.lines().len(), json["sounds"].as_array().unwrap().len()), (59, 59));
    assert!(lines.out.contains("trombone"));
}

#[tokio::test]
async fn each_shell_gets_a_script_that_knows_the_commands() {
    let desk = Desk::new();

    for (shell, sign) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef campfire-tui"),
        ("fish", "complete -c campfire-tui"),
    ] {
        let script = desk.runs(&["completions", shell]).await.exits(0).out;
        for word in [sign, "whoami", "idempotency-key"] {
            assert!(script.contains(word), "{shell} doesn't know {word}");
        }
    }
    desk.runs(&["completions", "tcsh"]).await.fails(2, "tcsh");
}

#[tokio::test]
async fn without_a_terminal_there_is_no_chat_and_no_question() {
    let (_campfire, _, desk) = scene().await;

    desk.runs(&[]).await.fails(2, "campfire-tui send");
    let desk = desk.without("CAMPFIRE_TOKEN");
    desk.runs(&["login"]).await.fails(2, "--email");
    desk.runs(&["login", "--email", "ada@example.com"]).await.fails(2, "--password-stdin");
}
