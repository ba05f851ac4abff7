//! The chat where things are missing, or go while it runs.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use campfire_proto::ServerFrame;
use campfire_tests::{Desk, Fifo, TestCampfire};

#[tokio::test]
async fn without_a_place_for_drafts_one_can_talk_and_is_told() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let desk = campfire.desk_of(&ada);
    // In the way of the files: whoever tests as root can write into any folder there is.
    for file in ["lock", "unsent.json"] {
        fs::create_dir_all(desk.home().join(".local/state/campfire/default").join(file)).unwrap();
    }
    let mut window = desk.opens_chat(80, 24).await;

    window.shows("Drafts are kept until you leave").await;
    window.shows("● live").await;
    let mut ears = ada.listens_to(room).await;
    window.enters("all the same").await;

    ears.waits_for(|frame| matches!(frame, ServerFrame::MessageCreated { .. })).await;
    assert_eq!(ada.sees_in(room).await, ["all the same"]);
    window.presses(["C-q"]).await;
    window.is_back_in_order().await;
}

#[tokio::test]
async fn without_a_home_one_is_told_what_to_set() {
    let desk = Desk::new().without("HOME").with("CAMPFIRE_URL", "http://127.0.0.1:9");
    let mut window = desk.opens_terminal(80, 24).await;

    window.runs("clear; campfire-tui; echo it ended with $?").await;

    window.shows("it ended with 2").await;
    window.shows("HOME isn't set").await;
}

#[tokio::test]
async fn a_window_that_is_torn_away_loses_no_draft() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("● live").await;
    window.types("half a thought").await;
    window.shows("half a thought").await;

    window.is_torn_away().await;

    let mut window = desk.opens_chat(80, 24).await;
    window.shows("half a thought").await;
    let screen = window.shows("● live").await;
    assert!(!screen.contains("Another window is open"), "{screen}");
}

#[tokio::test]
async fn a_storm_of_sizes_leaves_the_chat_in_the_last_one() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let mut window = campfire.desk_of(&ada).opens_chat(80, 24).await;
    window.shows("● live").await;
    window.types("kept through it all").await;

    for step in 0..60_u16 {
        window.resizes(20 + step * 37 % 150, 3 + step * 13 % 50).await;
    }
    window.resizes(100, 30).await;

    let right = |screen: &str| {
        let rows: Vec<_> = screen.lines().collect();
        rows.len() == 30 && rows[0].contains("● live") && screen.contains("kept through it all")
    };
    window.waits_until("the chat at its last size".to_owned(), right).await;
}

#[tokio::test]
async fn five_thousand_lines_are_one_paste_that_is_asked_about_and_too_long_to_send() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let mut window = campfire.desk_of(&ada).opens_chat(80, 24).await;
    window.shows("● live").await;
    let lines = (1..=5_000).fold(String::new(), |lines, line| lines + &format!("line {line}\n"));

    window.pastes(&lines).await;
    window.shows("Paste 5000 lines").await;
    window.presses(["y"]).await;
    window.shows("line 5000").await;
    window.presses(["Enter"]).await;

    window.shows("nothing was sent").await;
    window.shows("line 5000").await;
    assert!(ada.sees_in(room).await.is_empty());
    window.presses(["C-_"]).await;
    window.hides("line 5000").await;
}

/// The modes of a terminal that these bytes have left on: `?1049`, and how often keys were pushed.
fn left_on(bytes: &str) -> (BTreeSet<&str>, BTreeMap<&str, i32>) {
    let mut modes = BTreeSet::new();
    let mut counted = BTreeMap::from([("keys", 0), ("title", 0)]);
    for sequence in bytes.split("\u{1b}[").skip(1) {
        let Some(end) = sequence.find(|c: char| c.is_ascii_alphabetic()) else { continue };
        let (parameters, action) = (&sequence[..end], &sequence[end..=end]);
        match (parameters, action) {
            (mode, "h") if mode.starts_with('?') => drop(modes.insert(mode)),
            (mode, "l") if mode.starts_with('?') => drop(modes.remove(mode)),
            (keys, "u") if keys.starts_with('>') => *counted.entry("keys").or_default() += 1,
            (keys, "u") if keys.starts_with('<') => *counted.entry("keys").or_default() -= 1,
            ("22;2", "t") => *counted.entry("title").or_default() += 1,
            ("23;2", "t") => *counted.entry("title").or_default() -= 1,
            _ => {}
        }
    }
    // The cursor is a mode that is on when all is well.
    modes.remove("?25");
    (modes, counted)
}

#[tokio::test]
async fn every_mode_that_was_set_is_unset_whatever_ends_the_chat() {
    for end in ["quit", "TERM", "HUP", "QUIT", "INT"] {
        let campfire = TestCampfire::start().await;
        let ada = campfire.person("Ada").await;
        let mut written = Fifo::new().await;
        let mut window = campfire.desk_of(&ada).opens_terminal(80, 24).await;
        window.tells(&written).await;
        let (bytes, ()) = tokio::join!(written.hears_until("it ended with"), async {
            window.runs("clear; campfire-tui; echo it 'ended with'").await;
            window.shows("● live").await;
            match end {
                "quit" => window.presses(["C-q"]).await,
                signal => window.sends_signal(signal).await,
            }
        });

        let during = bytes.split("● live").next().unwrap();
        let (modes, counted) = left_on(during);
        for mode in ["?1049", "?2004", "?1004", "?1000", "?1006"] {
            assert!(modes.contains(mode), "{mode} was never set");
        }
        assert_eq!(counted["keys"], 1);
        // What follows is the shell's.
        let (modes, counted) = left_on(bytes.split("it ended with").next().unwrap());
        assert!(modes.is_empty(), "{end} left {modes:?} on");
        assert_eq!((counted["keys"], counted["title"]), (0, 0), "{end}");
    }
}
