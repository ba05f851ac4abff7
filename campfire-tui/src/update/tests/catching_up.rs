//! Rooms that fell behind, pages that don't come, and what stays of a room that nobody is in.

use campfire_proto::{ClientFrame, MessageId, MessagePage};

use crate::{
    api::{Error, Stretch},
    app::link::Link,
    effect::{Effect, Reply, Request},
    scene::{DESIGN, LOBBY, Scene, page, said},
};

fn asks_for_a_page(scene: &mut Scene) -> bool {
    let asked = scene.takes();
    asked.iter().any(|it| matches!(it, Effect::Ask(Request::Page { .. })))
}

fn page_asked(scene: &Scene) -> Request {
    scene.asked(|request| matches!(request, Request::Page { .. }))
}

#[test]
fn it_is_live_only_when_the_room_one_is_in_has_caught_up() {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line().comes_online();
    assert_eq!(scene.app.link, Link::CatchingUp);

    scene.catches_up(DESIGN, 70);
    assert_eq!(scene.app.link, Link::CatchingUp);
    scene.catches_up(LOBBY, 16);

    assert_eq!(scene.app.link, Link::Live);
}

#[test]
fn a_room_elsewhere_that_fell_behind_is_loaded_when_it_is_opened() {
    let mut scene = Scene::chat(80, 24);

    scene.falls_behind(DESIGN, 900);
    assert!(!asks_for_a_page(&mut scene), "nobody looks at it");
    scene.presses("alt-a");

    let asked = page_asked(&scene);
    assert!(matches!(asked, Request::Page { room: DESIGN, stretch: Stretch::Newest, .. }));
}

#[test]
fn whoever_reads_further_up_is_still_there_when_the_room_is_loaded_anew() {
    let mut scene = Scene::chat(80, 12);
    scene.presses("pageup").loses_the_line().comes_online();

    scene.falls_behind(LOBBY, 900);

    let Request::Page { stretch, .. } = page_asked(&scene) else { unreachable!() };
    assert!(matches!(stretch, Stretch::Around(_)), "{stretch:?}");
}

#[test]
fn a_room_that_can_not_be_loaded_anew_is_caught_up_once_more() {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line().comes_online();
    let request = page_asked(scene.falls_behind(LOBBY, 900));
    scene.takes();

    scene.refused(request, Error::Network("lost".to_owned()));

    let last_seen_message_id = Some(MessageId(16));
    let frame = ClientFrame::Subscribe { room_id: LOBBY, last_seen_message_id };
    assert!(scene.takes().contains(&Effect::Say(frame)));
}

#[test]
fn a_room_that_was_left_at_an_old_message_opens_at_the_newest() {
    let mut scene = Scene::chat(80, 24);
    scene.types("/goto 5").presses("enter");
    let around = (4..=6).map(|id| said(LOBBY, id, 2, id, "long ago")).collect();
    let around = MessagePage { has_more_after: true, ..page(around) };
    scene.answered(page_asked(&scene), Reply::Page(around));
    assert!(scene.screen().contains("long ago"));

    scene.presses("alt-a alt-/");

    assert_eq!(scene.app.open, Some(LOBBY));
    assert!(!scene.screen().contains("long ago"));
    let asked = page_asked(&scene);
    assert!(matches!(asked, Request::Page { room: LOBBY, stretch: Stretch::Newest, .. }));
}

#[test]
fn of_a_long_room_that_was_left_the_end_is_there_and_the_rest_can_be_loaded() {
    let mut scene = Scene::chat(80, 24);
    for id in 17..=400 {
        scene.hears_said(said(LOBBY, id, 2, 1200 + id, "and so on"));
    }

    scene.presses("alt-a alt-/");

    let timeline = scene.app.timeline().unwrap();
    assert_eq!(timeline.newest().map(|newest| newest.id), Some(MessageId(400)));
    assert!(timeline.messages().len() < 300 && timeline.has_before());
}

#[test]
fn before_the_first_message_of_all_nothing_is_looked_for() {
    let mut scene = Scene::chat(80, 12);

    scene.presses("ctrl-home pageup");

    assert!(!asks_for_a_page(&mut scene));
}
