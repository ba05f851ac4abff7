//! A terminal is borrowed: it is given back as it was, however the chat ends.

use campfire_tests::{Terminal, TestCampfire};

async fn chat() -> (TestCampfire, Terminal) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let mut window = campfire.desk_of(&ada).opens_terminal(80, 24).await;
    window.runs("clear; campfire-tui; echo it ended with $?").await;
    window.shows("● live").await;
    window.knows("alternate_on", "1").await;
    (campfire, window)
}

#[tokio::test]
async fn leaving_gives_the_terminal_back() {
    let (_campfire, mut window) = chat().await;

    window.presses(["C-q"]).await;

    window.shows("it ended with 0").await;
    window.is_back_in_order().await;
}

#[tokio::test]
async fn signals_give_the_terminal_back_and_are_passed_on() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let (_campfire, mut window) = chat().await;
        window.types("a thought that stays").await;
        window.shows("a thought that stays").await;

        window.sends_signal(signal).await;

        window.shows(&format!("it ended with {code}")).await;
        window.is_back_in_order().await;
        window.runs("clear; campfire-tui").await;
        window.shows("a thought that stays").await;
    }
}

#[tokio::test]
async fn a_mistake_of_ours_gives_the_terminal_back_wherever_it_is_made() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let mut window = campfire.desk_of(&ada).opens_terminal(80, 24).await;
    for place in ["thread", "task", "worker"] {
        window.runs(&format!("clear; panicking {place}; echo it ended with $?")).await;
        window.shows("● live").await;

        window.sends_signal("USR1").await;

        let screen = window.shows("it ended with 101").await;
        assert!(screen.contains("a mistake was made on purpose"), "{place}:\n{screen}");
        window.is_back_in_order().await;
    }
}

#[tokio::test]
async fn the_shell_is_one_key_away_and_fg_brings_the_chat_back() {
    let (_campfire, mut window) = chat().await;
    window.types("to be continued").await;
    window.shows("to be continued").await;

    window.presses(["C-z"]).await;
    window.shows("Stopped").await;
    window.is_back_in_order().await;
    window.runs("clear; fg").await;

    window.shows("to be continued").await;
    window.knows("alternate_on", "1").await;
    window.shows("● live").await;
    window.presses(["C-q"]).await;
    window.is_back_in_order().await;
}

#[tokio::test]
async fn a_window_may_take_any_size() {
    let (_campfire, mut window) = chat().await;
    window.types("kept through it all").await;

    for (columns, rows) in [(160, 50), (40, 12), (39, 9), (1, 1), (120, 10), (80, 24)] {
        window.resizes(columns, rows).await;
    }

    let whole = |screen: &str| screen.contains("● live") && screen.contains("kept through it all");
    window.waits_until("the chat at its first size".to_owned(), whole).await;
    window.resizes(30, 8).await;
    window.hides("● live").await;
    window.resizes(80, 24).await;
    window.shows("kept through it all").await;
}

#[tokio::test]
async fn a_paste_is_one_text_and_sends_nothing_by_itself() {
    let (_campfire, mut window) = chat().await;

    window.pastes("first line\nsecond line\n").await;
    window.shows("second line").await;
    window.presses(["C-_"]).await;

    window.hides("first line").await;
}

#[tokio::test]
async fn the_real_cursor_stands_where_one_types() {
    let (_campfire, mut window) = chat().await;
    window.knows("cursor_flag", "1").await;

    window.types("ab世").await;
    window.shows("ab世").await;

    let column = window.knows_of("cursor_x").await;
    let screen = window.screen().await;
    let typed = screen.lines().find(|line| line.contains("ab世")).unwrap();
    let before = typed.chars().take_while(|c| *c != 'a').count();
    assert_eq!(column, (before + 4).to_string(), "{screen}");
}
