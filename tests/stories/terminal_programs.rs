//! The chat and the programs around it: an editor, a browser, whatever announces messages, the
//! clipboard.

use std::{fs, os::unix::fs::PermissionsExt};

use campfire_proto::ServerFrame;
use campfire_tests::{Desk, Fifo, TestCampfire};

/// A program of somebody's own, in their home folder.
fn program(desk: &Desk, name: &str, script: &str) -> String {
    let path = desk.home().join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_string_lossy().into_owned()
}

#[tokio::test]
async fn what_is_written_goes_to_visual_and_comes_back() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    let visual = program(&desk, "visual", "sed -i 's/draft/text/; $a a second line' \"$2\"");
    let editor = program(&desk, "editor", "echo wrong > \"$1\"");
    let desk = desk.with("VISUAL", &format!("{visual} --wait")).with("EDITOR", &editor);
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("● live").await;

    window.types("a draft").await;
    window.presses(["C-o"]).await;

    window.shows("a text").await;
    window.shows("a second line").await;
    let room = campfire.all_talk(&ada).await;
    let mut ears = ada.listens_to(room).await;
    window.presses(["Enter"]).await;
    ears.waits_for(|frame| matches!(frame, ServerFrame::MessageCreated { .. })).await;
    assert_eq!(ada.reads(room).await.messages[0].content, "a text\na second line");
}

#[tokio::test]
async fn an_editor_that_fails_takes_no_draft_with_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    let vandal = program(&desk, "vandal", "rm \"$1\"; exit 3");

    for (editor, trouble) in [(vandal.as_str(), "exit status: 3"), ("nowhere", "can't be started")]
    {
        let desk = campfire.desk_of(&ada).with("EDITOR", editor);
        let mut window = desk.opens_chat(80, 24).await;
        window.shows("● live").await;
        window.types("a draft that stays").await;
        window.presses(["C-o"]).await;

        window.shows(trouble).await;
        window.shows("a draft that stays").await;
        window.knows("alternate_on", "1").await;
    }
}

#[tokio::test]
async fn a_link_is_opened_by_whatever_opens_links_here() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let desk = campfire.desk_of(&ada);
    let mut opened = Fifo::new().await;
    // It stays open for as long as this test has its home.
    let script = format!(
        "printf '%s\\n' \"$1\" > {}; while [ -e \"$0\" ]; do sleep 1; done",
        opened.path.display()
    );
    let browser = program(&desk, "browser", &script);
    ada.says_in_markdown(room, "see [there](https://example.com/a;touch%20owned?b=1&c=2)").await;
    // Its home, where the browser lies, is gone with the desk.
    let desk = desk.with("BROWSER", &browser);
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("see there").await;

    window.presses(["C-s", "o"]).await;

    window.shows("Opened https://example.com").await;
    let address = opened.hears_a_line().await;
    assert_eq!(address, "https://example.com/a;touch%20owned?b=1&c=2");
    window.presses(["C-q"]).await;
    // Whoever leaves doesn't wait for the browser.
    window.is_back_in_order().await;
}

#[tokio::test]
async fn a_mention_elsewhere_starts_the_program_that_announces_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let other = campfire.room_of(&[&grace, &ada]).await;
    let desk = campfire.desk_of(&ada);
    let mut told = Fifo::new().await;
    let script = format!(
        "printf '%s|%s|%s\n' \"$CAMPFIRE_ROOM\" \"$CAMPFIRE_FROM\" \"$CAMPFIRE_TEXT\" > {}",
        told.path.display()
    );
    let announcer = program(&desk, "announcer", &script);
    let folder = desk.home().join(".config/campfire");
    fs::create_dir_all(&folder).unwrap();
    let said = "@Ada $(touch owned) `touch owned` look";
    for (content, told_of) in [(true, said), (false, "")] {
        let settings = format!("[notify]\ncommand = [{announcer:?}]\ncontent = {content}\n");
        fs::write(folder.join("config.toml"), settings).unwrap();
        let mut window = desk.opens_chat(80, 24).await;
        window.shows("● live").await;

        grace.says(other, said).await;

        assert_eq!(told.hears_a_line().await, format!("Between us|Grace|{told_of}"));
    }
    assert!(!desk.home().join("owned").exists(), "no shell reads what was said");
}

#[tokio::test]
async fn what_is_copied_is_in_the_clipboard() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    ada.says(room, "copy this, 世界").await;
    ada.says(room, "and this").await;
    let mut window = campfire.desk_of(&ada).opens_chat(80, 24).await;
    window.shows("and this").await;

    window.presses(["C-s", "Up", "y"]).await;
    window.shows("Copied").await;
    assert_eq!(window.clipboard().await, "copy this, 世界");
    window.presses(["Space", "Down", "Space", "y"]).await;

    window.shows("Copied 2 messages").await;
    assert_eq!(window.clipboard().await, "Ada: copy this, 世界\nAda: and this");
}
