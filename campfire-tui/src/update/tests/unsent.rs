//! Words that nobody has read yet: no crash, no restart, no refusal and no other room takes them.

use campfire_proto::{ErrorCode, ServerFrame};

use super::sending::{posts, refusal};
use crate::{
    app::{Unsent, outbox::State},
    effect::{Effect, Reply, Request},
    event::Event,
    scene::{Scene, some_talk},
};

/// What was last handed to the disk.
fn kept(scene: &Scene) -> Unsent {
    let kept = scene.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(unsent) => Some((**unsent).clone()),
        _ => None,
    });
    kept.expect("something is kept")
}

/// Something that the server won't have.
fn with_a_failure() -> Scene {
    let mut scene = Scene::chat(80, 24);
    scene.types("bad").presses("enter").disk_answers();
    let request = scene.asked(|request| matches!(request, Request::Post { .. }));
    scene.refused(request, refusal(422, ErrorCode::ValidationFailed, "Not like this"));
    scene.effects.clear();
    scene
}

/// A draft, and one's own message that is being changed meanwhile.
fn changing() -> Scene {
    let mut scene = Scene::chat(80, 24);
    scene.types("draft").presses("tab up up e");
    let request = scene.asked(|request| matches!(request, Request::Source(_)));
    scene.answered(request, Reply::Message(some_talk()[4].clone()));
    assert!(scene.written().contains("rollback"));
    scene
}

#[test]
fn a_message_goes_out_once_it_is_on_the_disk_itself_and_not_its_draft() {
    let mut scene = Scene::chat(80, 24);
    scene.types("half a thought").waits(1);
    let draft = scene.app.kept;
    scene.presses("enter");

    scene.happens(Event::Kept(draft, Ok(())));
    assert_eq!(posts(&mut scene), []);
    scene.disk_answers();

    assert_eq!(posts(&mut scene).len(), 1);
}

#[test]
fn a_disk_that_takes_nothing_is_told_of_and_holds_up_nothing() {
    let mut scene = Scene::chat(80, 24);
    scene.types("hello").presses("enter");

    scene.happens(Event::Kept(scene.app.kept, Err("the disk is full".to_owned())));

    assert!(scene.screen().contains("isn't kept on disk: the disk is full"));
    assert_eq!(posts(&mut scene).len(), 1);
}

#[test]
fn what_is_tried_again_is_tried_after_a_crash_too() {
    let mut scene = with_a_failure();

    scene.presses("alt-r");

    assert_eq!(kept(&scene).outbox[0].state, State::Waiting);
}

#[test]
fn what_was_taken_back_is_a_draft_after_a_crash_too() {
    let mut scene = with_a_failure();

    scene.types("/discard").presses("enter");

    let Unsent { drafts, outbox, .. } = kept(&scene);
    assert_eq!((drafts[0].text.as_str(), outbox.len()), ("bad", 0));
}

#[test]
fn each_pause_in_writing_brings_the_draft_to_the_disk() {
    let mut scene = Scene::chat(80, 24);

    scene.types("half").waits(1);
    assert_eq!(kept(&scene).drafts[0].text, "half");
    scene.types(" a thought").waits(1);

    assert_eq!(kept(&scene).drafts[0].text, "half a thought");
}

#[test]
fn a_session_that_ends_leaves_the_draft_on_the_disk() {
    let mut scene = Scene::chat(80, 24);
    scene.types("half a thought").effects.clear();

    scene.hears(ServerFrame::SessionEnded { reason: "signed out".to_owned() });

    assert_eq!(kept(&scene).drafts[0].text, "half a thought");
}

#[test]
fn the_next_start_shows_what_was_read_and_what_was_being_written() {
    let mut scene = Scene::chat(80, 24);
    scene.types("half a thought");

    let scene = scene.restarted();

    assert_eq!(scene.written(), "half a thought");
    assert!(scene.screen().contains("main is red"), "{}", scene.screen());
}

#[test]
fn a_draft_is_back_when_a_change_is_saved() {
    let mut scene = changing();

    scene.types("!").presses("enter");

    assert_eq!(scene.written(), "draft");
}

#[test]
fn while_a_message_is_changed_it_is_the_draft_that_is_kept() {
    assert_eq!(changing().app.unsent().drafts[0].text, "draft");
}

#[test]
fn going_elsewhere_leaves_a_change_and_keeps_the_draft() {
    let mut scene = changing();

    scene.presses("alt-a alt-/");

    assert_eq!(scene.written(), "draft");
    assert!(scene.app.composer.editing.is_none());
}

#[test]
fn a_change_that_is_refused_is_there_to_be_tried_again() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("up");
    let request = scene.asked(|request| matches!(request, Request::Source(_)));
    scene.answered(request, Reply::Message(some_talk()[3].clone()));
    scene.types(" now").presses("enter");
    assert_eq!(scene.written(), "");

    let request = scene.asked(|request| matches!(request, Request::Change { .. }));
    scene.refused(request, refusal(404, ErrorCode::NotFound, "It is gone"));

    assert_eq!(scene.written(), "rollback plan is below now");
    assert!(scene.screen().contains("Not changed: It is gone"));
}

#[test]
fn what_an_editor_leaves_in_a_text_steers_nobodys_terminal() {
    let mut scene = Scene::chat(80, 24);

    scene.happens(Event::Edited(Ok("a\u{1b}[31mb\u{7}\n".to_owned()))).presses("enter");

    assert_eq!(scene.app.outbox.entries()[0].content, "a[31mb");
}

#[test]
fn what_one_says_while_reading_further_up_is_on_the_screen() {
    let mut scene = Scene::chat(80, 12);
    scene.presses("pageup");

    scene.types("down here").presses("enter");

    assert!(scene.screen().contains("down here"));
}
