//! People in the terminal's chat: what one does, and what the other sees. The real program, in a
//! real terminal, with the real server.

use campfire_proto::{RoomId, ServerFrame};
use campfire_tests::{Person, Terminal, TestCampfire};

/// Two people with the same room open, side by side.
struct Scene {
    campfire: TestCampfire,
    room: RoomId,
    ada: Person,
    grace: Person,
    adas: Terminal,
    graces: Terminal,
}

async fn scene() -> Scene {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.all_talk(&ada).await;
    let mut adas = campfire.desk_of(&ada).opens_chat(80, 24).await;
    let mut graces = campfire.desk_of(&grace).opens_chat(80, 24).await;
    adas.shows("● live").await;
    graces.shows("● live").await;
    Scene { campfire, room, ada, grace, adas, graces }
}

#[tokio::test]
async fn two_people_chat() {
    let Scene { campfire: _campfire, room, ada, mut adas, mut graces, .. } = scene().await;

    adas.types("It comp").await;
    graces.shows("Ada is typing").await;
    adas.enters("utes!").await;
    graces.shows("It computes!").await;
    graces.enters("Of *course* it does").await;
    let screen = adas.shows("Of course it does").await;

    assert!(screen.contains("Grace"), "{screen}");
    adas.hides("sending").await;
    assert_eq!(ada.sees_in(room).await, ["It computes!", "Of course it does"]);
}

#[tokio::test]
async fn what_is_said_elsewhere_is_counted_and_one_key_away() {
    let Scene { campfire, ada, grace, mut graces, .. } = scene().await;
    let other = campfire.room_of(&[&ada, &grace]).await;

    ada.says(other, "are you there?").await;
    ada.says(other, "@Grace, I mean").await;

    let mentioned = |screen: &str| {
        screen.lines().any(|line| line.contains("Between us") && line.contains("@1"))
    };
    graces.waits_until("a mention in the other room".to_owned(), mentioned).await;
    graces.shows("1 room new").await;
    let mut ears = grace.connects().await;
    graces.presses(["M-a"]).await;
    graces.shows("are you there?").await;
    graces.hides("1 room new").await;
    ears.waits_for(|frame| matches!(frame, ServerFrame::Read { room_id } if *room_id == other))
        .await;
    assert!(!grace.membership_of(other).await.unread);
}

#[tokio::test]
async fn a_search_opens_what_it_finds_where_it_was_said() {
    let Scene { campfire, ada, mut graces, .. } = scene().await;
    let other = campfire.open_room(&ada).await;
    ada.says(other, "the needle lies here").await;
    for n in 1..=120 {
        ada.says(other, &format!("hay {n}")).await;
    }

    graces.presses(["C-f"]).await;
    graces.shows("Search in all rooms").await;
    graces.enters("needle").await;
    graces.shows("in Town hall").await;
    graces.presses(["Enter"]).await;

    let screen = graces.shows("hay 1").await;
    assert!(screen.contains("the needle lies here") && !screen.contains("hay 120"), "{screen}");
    graces.presses(["Escape"]).await;
    graces.presses(["C-End"]).await;
    graces.shows("hay 120").await;
}

#[tokio::test]
async fn a_message_is_changed_boosted_and_deleted() {
    let Scene { campfire: _campfire, room, ada, mut adas, mut graces, .. } = scene().await;
    adas.enters("the engine rums").await;
    graces.shows("the engine rums").await;

    adas.presses(["Up"]).await;
    adas.shows("changing a message").await;
    adas.presses(["BSpace", "BSpace", "BSpace"]).await;
    adas.enters("uns").await;
    let screen = graces.shows("the engine runs").await;
    assert!(screen.contains("edited") && !screen.contains("rums"), "{screen}");

    graces.presses(["C-s"]).await;
    graces.shows("boost").await;
    graces.presses(["b"]).await;
    graces.shows("👍").await;
    graces.presses(["1"]).await;
    adas.shows("👍").await;
    assert_eq!(ada.reads(room).await.messages[0].boosts[0].content, "👍");

    adas.presses(["C-s"]).await;
    adas.presses(["d"]).await;
    adas.shows("Delete").await;
    adas.presses(["y"]).await;
    graces.hides("the engine runs").await;
    adas.hides("the engine runs").await;
    assert!(ada.sees_in(room).await.is_empty());
}

#[tokio::test]
async fn a_server_killed_in_mid_conversation_loses_nothing_and_doubles_nothing() {
    let Scene { mut campfire, room, ada, mut adas, mut graces, .. } = scene().await;
    let mut server = campfire.becomes_a_process().await;
    adas.presses(["F5"]).await;
    graces.presses(["F5"]).await;
    adas.shows("● live").await;
    graces.shows("● live").await;
    adas.enters("before the fall").await;
    graces.shows("before the fall").await;

    server.is_killed().await;
    adas.shows("✗ offline").await;
    graces.shows("✗ offline").await;
    adas.enters("said into the dark").await;
    adas.enters("and once more").await;
    graces.enters("hello?").await;
    graces.types("half a tho").await;
    adas.shows("and once more").await;
    server.starts_again().await;
    adas.presses(["F5"]).await;
    graces.presses(["F5"]).await;

    let everything = ["before the fall", "said into the dark", "and once more", "hello?"];
    for window in [&mut adas, &mut graces] {
        window.shows("● live").await;
        for said in everything {
            window.shows(said).await;
        }
        window.hides("waits for the connection").await;
        window.hides("sending").await;
        let screen = window.screen().await;
        for said in everything {
            assert_eq!(screen.matches(said).count(), 1, "{said:?} in\n{screen}");
        }
    }
    let screen = graces.screen().await;
    assert!(screen.contains("half a tho"), "a draft outlives a server:\n{screen}");
    let mut said = ada.sees_in(room).await;
    said.sort();
    let mut expected = everything;
    expected.sort_unstable();
    assert_eq!(said, expected);
}

#[tokio::test]
async fn what_was_written_outlives_a_client_that_is_killed() {
    let mut campfire = TestCampfire::start().await;
    campfire.keeps_its_port();
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let mut window = campfire.desk_of(&ada).opens_chat(80, 24).await;
    window.shows("● live").await;
    campfire.stop().await;
    window.shows("✗ offline").await;

    window.enters("said into the dark").await;
    window.shows("waits for the connection").await;
    window.types("half a thought").await;
    window.shows("half a thought").await;
    // A draft is written down well within the two seconds that this counts.
    for _ in 0..2 {
        let header = window.screen().await.lines().next().unwrap().to_owned();
        window.waits_until("the countdown to go on".to_owned(), |it| !it.contains(&header)).await;
    }
    window.sends_signal("KILL").await;
    window.shows("Killed").await;
    campfire.restart().await;
    window.runs("clear; campfire-tui").await;

    window.shows("● live").await;
    window.shows("half a thought").await;
    window.shows("said into the dark").await;
    window.hides("waits for the connection").await;
    window.hides("sending").await;
    assert_eq!(ada.sees_in(room).await, ["said into the dark"]);
}

#[tokio::test]
async fn playing_a_sound_is_heard_and_read() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let desk = campfire.desk_of(&ada);
    let mut loudspeaker = desk.has_a_loudspeaker().await;
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("● live").await;

    window.enters("/play bell").await;

    window.shows("rings the bell").await;
    let loudness = loudspeaker.is_heard().await;
    assert!(loudness <= 1.0, "{loudness}");
    assert!(ada.reads(room).await.messages[0].sound.is_some());
}

#[tokio::test]
async fn without_a_loudspeaker_a_sound_is_read_and_nothing_fails() {
    let Scene { campfire: _campfire, room, ada, mut adas, mut graces, .. } = scene().await;

    adas.enters("/play trombone").await;

    graces.shows("goes down four notes").await;
    graces.shows("no sound device").await;
    // Nothing that the sound library complains about lands on the screen.
    let screen = graces.screen().await;
    assert!(!screen.contains("ALSA") && !screen.contains("alsa"), "{screen}");
    adas.enters("and on we go").await;
    graces.shows("and on we go").await;
    assert_eq!(ada.sees_in(room).await.len(), 2);
}

#[tokio::test]
async fn what_a_terminal_would_obey_is_shown_to_it_as_nothing() {
    let Scene { campfire, room, ada, mut graces, .. } = scene().await;
    ada.says(room, "\u{202e}live\u{2066} \u{feff}pay\u{200b}load").await;
    ada.says(room, &"wide 世界 👨‍👩‍👧‍👦 ".repeat(500)).await;
    ada.says(room, "z̴̡̢̧̨̛̖̗̘̙̜̝̞̟̠̣̤̥̦̩̪̫̬̭̮̯̰̱̲̳̹̺̻̼͇͈͉͍͎̀́̂̃̄̅̆̇̈̉̊̋̌̍̎̏̐̑̒̓̔̽̾̿̀́͂̓̈́͆͊͋͌̕̚ͅalgo").await;
    campfire
        .stage(
            "update messages set plain = plain || char(27) || ']2;owned' || char(7);
             update rooms set name = 'All' || char(27) || '[2JTalk' || char(155) || '31m';
             update users set name = 'A' || char(8238) || 'da' where name = 'Ada';",
        )
        .await;

    // Everything is loaded anew.
    graces.presses(["C-q"]).await;
    graces.is_back_in_order().await;
    graces.runs("clear; campfire-tui").await;

    graces.shows("All[2JTalk31m").await;
    graces.shows("algo").await;
    let title = graces.knows_of("pane_title").await;
    assert!(!title.contains("owned"), "{title}");
    graces.presses(["C-Home"]).await;
    graces.shows("live payload").await;
    let mut adas_ears = ada.listens_to(room).await;
    graces.enters("still here").await;
    let is_it = |frame: &ServerFrame| matches!(frame, ServerFrame::MessageCreated { message } if message.content == "still here");
    adas_ears.waits_for(is_it).await;
}
