//! What rings, sounds and counts as new, and what doesn't.

use campfire_proto::{Message, MessageId, ServerFrame, sound::find_sound};

use crate::{
    effect::{Effect, Reply, Request},
    scene::{DESIGN, LOBBY, Scene, WITH_BO, said, some_talk},
};

/// In the lobby, hearing of these rooms as they are now.
fn hearing() -> Scene {
    let mut scene = Scene::chat(80, 24);
    for room_id in [DESIGN, WITH_BO] {
        scene.hears(ServerFrame::Subscribed { room_id, last_message_id: None, resync: false });
    }
    scene.takes();
    scene
}

#[test]
fn what_we_say_on_another_device_does_not_ring_here() {
    let mut scene = hearing();

    scene.hears_said(said(WITH_BO, 30, 1, 60 * 19, "from my phone"));
    assert_eq!(scene.takes(), []);
    scene.hears_said(said(WITH_BO, 31, 2, 60 * 19, "for you"));

    assert!(matches!(scene.takes().as_slice(), [Effect::Alert(_)]));
}

#[test]
fn a_sound_is_heard_in_the_room_one_is_in_and_in_no_other() {
    let mut scene = hearing();
    let bell = |mut message: Message| {
        message.sound = find_sound("bell").map(Into::into);
        message
    };

    scene.hears_said(bell(said(DESIGN, 30, 2, 60 * 19, "/play bell")));
    assert_eq!(scene.takes(), []);
    scene.hears_said(bell(said(LOBBY, 31, 2, 60 * 19, "/play bell")));

    assert_eq!(scene.takes(), [Effect::Play("bell".to_owned())]);
}

#[test]
fn the_room_one_looks_at_has_nothing_new() {
    let mut scene = hearing();
    for room_id in [LOBBY, DESIGN] {
        scene.hears(ServerFrame::Unread { room_id, unread_count: 5, unread_mentions: 1 });
    }

    let unread = |room| scene.app.rooms[&room].membership.unread;
    assert!(!unread(LOBBY), "the server had not heard yet that we look");
    assert!(unread(DESIGN));
}

#[test]
fn an_edit_whose_message_goes_is_a_draft_again() {
    let mut scene = hearing();
    scene.types("/edit").presses("esc enter");
    let request = scene.asked(|request| matches!(request, Request::Source(_)));
    assert_eq!(request, Request::Source(MessageId(14)), "our own newest one");
    scene.answered(request, Reply::Message(some_talk()[4].clone()));
    assert!(scene.app.composer.editing.is_some());

    scene.hears(ServerFrame::MessageDeleted { room_id: LOBBY, message_id: MessageId(14) });

    assert!(scene.app.composer.editing.is_none());
    assert!(scene.written().contains("rollback"));
}
