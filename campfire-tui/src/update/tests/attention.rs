//! What rings, sounds and counts as new, and what doesn't.

use campfire_proto::{
    ClientFrame, Involvement, Message, MessageId, PresenceState, ServerFrame, sound::find_sound,
};

use crate::{
    effect::{Effect, Reply, Request, Timer},
    event::Event,
    scene::{DESIGN, LOBBY, ME, Scene, WITH_BO, said, some_talk},
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

fn bell(mut message: Message) -> Message {
    message.sound = find_sound("bell").map(Into::into);
    message
}

fn naming_me(mut message: Message) -> Message {
    message.mentions = vec![ME];
    message
}

/// Whether the server was told that nobody looks at the lobby any more.
fn is_absent(scene: &mut Scene) -> bool {
    let frame = ClientFrame::Presence { room_id: LOBBY, state: PresenceState::Absent };
    scene.takes().contains(&Effect::Say(frame))
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

#[test]
fn nothing_sounds_where_it_was_turned_off_or_nobody_sits() {
    let mut muted = hearing();
    muted.app.preferences.sound.on = false;
    let mut away = hearing();
    away.happens(Event::Focus(false));

    for scene in [&mut muted, &mut away] {
        scene.hears_said(bell(said(LOBBY, 31, 2, 60 * 19, "/play bell")));

        assert_eq!(scene.takes(), []);
    }
}

#[test]
fn the_open_room_rings_when_nobody_looks_at_it() {
    let mut scene = hearing();
    let named = |id| naming_me(said(LOBBY, id, 2, 60 * 19, "@Ada Lovelace look"));

    scene.hears_said(named(30));
    assert_eq!(scene.takes(), [], "it is on the screen");
    scene.happens(Event::Focus(false)).hears_said(named(31));

    assert!(matches!(scene.takes().as_slice(), [Effect::Alert(_)]));
}

#[test]
fn how_much_one_wants_to_hear_is_obeyed() {
    for (room, level, rings) in [
        (WITH_BO, Involvement::Mentions, true),
        (WITH_BO, Involvement::Nothing, false),
        (DESIGN, Involvement::Nothing, false),
        (DESIGN, Involvement::Everything, true),
    ] {
        let mut scene = hearing();
        scene.app.rooms.get_mut(&room).unwrap().membership.involvement = level;

        scene.hears_said(said(room, 30, 2, 60 * 19, "are you there?"));

        assert_eq!(!scene.takes().is_empty(), rings, "{room} {level:?}");
    }
}

#[test]
fn whoever_pressed_no_key_for_minutes_has_gone() {
    let mut scene = Scene::chat(80, 24);

    scene.waits(181).happens(Event::Rang(Timer::Presence)).waits(6);

    assert!(is_absent(&mut scene));
}

#[test]
fn whoever_reads_further_up_does_not_see_what_comes() {
    let mut scene = Scene::chat(80, 12);

    scene.presses("pageup").waits(6);

    assert!(is_absent(&mut scene));
}

#[test]
fn the_title_counts_rooms_with_something_new_until_one_looks() {
    let mut scene = Scene::chat(80, 24);
    assert_eq!(scene.app.title, "(1) All Talk · Acme");

    scene.presses("alt-a").loads(DESIGN, vec![said(DESIGN, 51, 2, 1, "new")]);

    assert_eq!(scene.app.title, "Design · Acme");
}

#[test]
fn the_next_room_with_something_new_is_never_the_one_one_is_in() {
    let mut scene = Scene::chat(80, 12);
    scene.presses("pageup").waits(6);
    scene.hears(ServerFrame::Unread { room_id: LOBBY, unread_count: 1, unread_mentions: 1 });

    scene.presses("alt-a");

    assert_eq!(scene.app.open, Some(DESIGN));
}

#[test]
fn a_room_that_was_new_keeps_its_place_until_it_is_left() {
    let mut scene = Scene::chat(80, 24);
    let first = |scene: &Scene| scene.app.sidebar()[0].clone();

    scene.presses("alt-a").loads(DESIGN, vec![said(DESIGN, 51, 2, 1, "new")]);
    assert!(!scene.app.rooms[&DESIGN].membership.unread);
    assert_eq!((first(&scene).title, first(&scene).rooms), ("New", vec![DESIGN]));
    scene.presses("alt-/");

    assert_eq!(first(&scene).title, "Rooms");
}
