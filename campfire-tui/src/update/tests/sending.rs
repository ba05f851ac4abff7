//! From the composer to the server, once.

use std::time::Duration;

use campfire_proto::{ErrorCode, NewMessage, RemovedReason, ServerFrame};

use crate::{
    api::Error,
    app::outbox::State,
    effect::{Effect, Reply, Request, Timer},
    scene::{LOBBY, Scene, said},
};

pub(super) fn posts(scene: &mut Scene) -> Vec<NewMessage> {
    let effects = scene.takes().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Ask(Request::Post { message, .. }) => Some(message),
            _ => None,
        })
        .collect()
}

pub(super) fn refusal(status: u16, code: ErrorCode, message: &str) -> Error {
    Error::Refused {
        status,
        code: Some(code),
        message: message.to_owned(),
        field: None,
        retry_after: Some(Duration::from_secs(7)),
    }
}

#[test]
fn a_message_goes_out_once_it_is_on_the_disk() {
    let mut scene = Scene::chat(80, 24);

    scene.types("on it").presses("enter");
    assert_eq!(posts(&mut scene), [], "it isn't on the disk yet");
    assert!(scene.screen().contains("on it"), "it is shown at once");
    scene.disk_answers();

    let sent = posts(&mut scene);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].content, "on it");
    assert_eq!(scene.written(), "");
}

#[test]
fn what_has_arrived_goes_from_the_disk_too() {
    let mut scene = Scene::chat(80, 24);
    scene.types("once").presses("enter").disk_answers();
    let sent = posts(&mut scene).remove(0);
    let mut posted = said(LOBBY, 17, 1, 60 * 19, "once");
    posted.client_message_id = sent.client_message_id.unwrap();
    scene.effects.clear();

    scene.hears_said(posted);

    let kept = scene.effects.iter().find_map(|effect| match effect {
        Effect::Keep(unsent) => Some(&unsent.outbox),
        _ => None,
    });
    assert_eq!(kept, Some(&Vec::new()));
}

#[test]
fn what_was_sent_is_no_draft_any_more() {
    let mut scene = Scene::chat(80, 24);
    scene.types("half a thought").presses("alt-down alt-up");
    assert_eq!(scene.app.unsent().drafts.len(), 1);

    scene.presses("enter");

    assert_eq!(scene.app.unsent().drafts, []);
}

#[test]
fn what_waits_goes_out_as_soon_as_the_server_is_back() {
    let mut scene = Scene::chat(80, 24);
    scene.types("hello").presses("enter").disk_answers();
    let request = scene.asked(|request| matches!(request, Request::Post { .. }));
    scene.refused(request, refusal(503, ErrorCode::Internal, "in a moment"));
    scene.loses_the_line().comes_online();
    posts(&mut scene);

    scene.catches_up(LOBBY, 16);

    assert_eq!(posts(&mut scene).len(), 1);
}

#[test]
fn the_answer_and_the_frame_may_come_in_any_order_and_twice() {
    for frame_first in [false, true] {
        let mut scene = Scene::chat(80, 24);
        scene.types("once").presses("enter").disk_answers();
        let request = scene.asked(|request| matches!(request, Request::Post { .. }));
        let Request::Post { message, .. } = &request else { unreachable!() };
        let mut posted = said(LOBBY, 17, 1, 60 * 19, "once");
        posted.client_message_id = message.client_message_id.clone().unwrap();

        if frame_first {
            scene.hears_said(posted.clone());
        }
        scene.answered(request, Reply::Message(posted.clone()));
        scene.hears_said(posted);

        assert_eq!(scene.screen().matches("once").count(), 1);
        assert!(scene.app.outbox.entries().is_empty());
    }
}

#[test]
fn what_is_sent_while_offline_waits_and_goes_out_in_order_under_its_name() {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line();
    scene.types("first").presses("enter").disk_answers();
    scene.types("second").presses("enter").disk_answers();
    assert_eq!(posts(&mut scene), []);
    assert!(scene.screen().contains("waits for the connection"));

    scene.comes_online();
    let first = posts(&mut scene);
    assert_eq!(first.len(), 1, "nothing overtakes");
    let mut arrived = said(LOBBY, 17, 1, 60 * 19, "first");
    arrived.client_message_id = first[0].client_message_id.clone().unwrap();
    scene.hears_said(arrived);

    let second = posts(&mut scene);
    assert_eq!((first[0].content.as_str(), second[0].content.as_str()), ("first", "second"));
}

#[test]
fn a_try_that_was_cut_off_is_made_again_with_the_same_name() {
    let mut scene = Scene::chat(80, 24);
    scene.types("hello").presses("enter").disk_answers();
    let request = scene.asked(|request| matches!(request, Request::Post { .. }));
    let first = posts(&mut scene);

    scene.refused(request, Error::Network("lost".to_owned()));
    // Nobody touches a key: what was asked to ring for it has to.
    scene.effects.retain(|it| matches!(it, Effect::Wake(Timer::Post, _)));
    scene.waits(3);

    assert_eq!(posts(&mut scene), first);
}

#[test]
fn a_server_that_says_when_is_asked_then() {
    let mut scene = Scene::chat(80, 24);
    scene.types("hello").presses("enter").disk_answers();
    let request = scene.asked(|request| matches!(request, Request::Post { .. }));
    posts(&mut scene);

    scene.refused(request, refusal(429, ErrorCode::RateLimited, "slowly")).waits(6);
    assert_eq!(posts(&mut scene), []);
    scene.waits(2);
    scene.presses("left");

    assert_eq!(posts(&mut scene).len(), 1);
}

#[test]
fn what_the_server_will_not_have_says_why_and_can_be_taken_back() {
    let mut scene = Scene::chat(80, 24);
    scene.types("bad").presses("enter").disk_answers();
    let request = scene.asked(|request| matches!(request, Request::Post { .. }));
    posts(&mut scene);

    scene.refused(request, refusal(422, ErrorCode::ValidationFailed, "Not like this"));
    assert!(scene.screen().contains("not sent: Not like this"));
    scene.types("/discard").presses("enter");

    assert_eq!(scene.written(), "bad");
    assert!(scene.app.outbox.entries().is_empty());
}

#[test]
fn a_message_over_the_limit_stays_where_it_is() {
    let mut scene = Scene::chat(80, 24);
    let long = "x".repeat(10_001);

    scene.happens(crate::event::Event::Paste(long.clone())).presses("enter").disk_answers();

    assert_eq!(posts(&mut scene), []);
    assert_eq!(scene.written(), long);
    assert!(scene.screen().contains("10001 characters are more than the 10000"));
}

#[test]
fn a_slash_is_a_command_and_two_are_a_slash() {
    let mut scene = Scene::chat(80, 24);

    scene.types("/nonsense").presses("enter");
    assert_eq!(scene.written(), "/nonsense", "an unknown command keeps the text");
    scene.presses("ctrl-u").types("//shout").presses("enter").disk_answers();

    assert_eq!(posts(&mut scene)[0].content, "/shout");
}

#[test]
fn a_known_sound_is_sent_and_an_unknown_one_offers_its_neighbours() {
    let mut scene = Scene::chat(80, 24);

    scene.types("/play trombne").presses("esc enter");
    assert_eq!(scene.written(), "/play trombne");
    assert!(scene.screen().contains("did you mean trombone"));
    scene.presses("ctrl-u").types("/play trombone").presses("enter").disk_answers();

    assert_eq!(posts(&mut scene)[0].content, "/play trombone");
}

#[test]
fn a_room_that_goes_takes_no_words_with_it() {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line();
    scene.types("waiting").presses("enter").disk_answers();
    scene.types("half a thought");

    let removed = ServerFrame::RoomRemoved { room_id: LOBBY, reason: RemovedReason::Deleted };
    scene.hears(removed);

    assert!(scene.takes().contains(&Effect::Copy("half a thought".to_owned())));
    let State::Failed(why) = &scene.app.outbox.entries()[0].state else { panic!("it waits") };
    assert!(why.contains("All Talk was deleted"), "{why}");
    assert_ne!(scene.app.open, Some(LOBBY));
}
