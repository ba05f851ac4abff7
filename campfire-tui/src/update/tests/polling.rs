//! Where no socket gets through but questions are answered.

use campfire_proto::{MessageId, MessagePage};

use crate::{
    api::{Error, Stretch},
    app::link::Link,
    effect::{Effect, Reply, Request},
    event::Event,
    scene::{LOBBY, Scene, page, said, some_rooms, some_talk},
};

/// The socket fails for the second time, and the server answers all the same.
fn polling() -> Scene {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line();
    assert!(!scene.takes().contains(&Effect::Ask(Request::Rooms)), "once is no reason to wonder");
    scene.waits(1).loses_the_line();
    scene.asked(|request| *request == Request::Rooms);
    scene.effects.clear();
    scene.answered(Request::Rooms, Reply::Rooms(some_rooms()));
    scene
}

#[test]
fn without_a_socket_it_asks_every_ten_seconds_and_says_so() {
    let mut scene = polling();
    assert_eq!(scene.app.link, Link::Polling);
    assert!(scene.screen().contains("live updates off, every 10 s"));
    assert!(scene.screen().contains("checking every 10 s"), "and in whole");
    scene.effects.retain(|it| matches!(it, Effect::Wake(crate::effect::Timer::Poll, _)));

    scene.waits(10);

    let asked = scene.takes();
    assert!(asked.contains(&Effect::Ask(Request::Rooms)));
    assert!(asked.iter().any(|it| matches!(it, Effect::Connect(_))), "the socket is tried, too");
}

#[test]
fn what_was_said_changed_and_deleted_meanwhile_is_seen() {
    let mut scene = polling();
    let mut talk = some_talk();
    talk.remove(3);
    talk[0].content = "changed".to_owned();
    talk[0].html = "<div>changed</div>".to_owned();
    talk.push(said(LOBBY, 30, 2, 1300, "new here"));

    scene.loads(LOBBY, talk);

    let screen = scene.screen();
    assert!(screen.contains("new here") && !screen.contains("rollback plan"), "{screen}");
    assert_eq!(scene.app.timeline().unwrap().get(MessageId(10)).unwrap().content, "changed");
}

#[test]
fn messages_go_out_by_the_way_that_is_left() {
    let mut scene = polling();

    scene.types("hello").presses("enter").disk_answers();

    let request = scene.asked(|request| matches!(request, Request::Post { .. }));
    assert!(matches!(request, Request::Post { room: LOBBY, .. }));
}

#[test]
fn a_socket_that_stands_again_makes_it_live_and_catches_up() {
    let mut scene = polling();
    let mut talk = some_talk();
    talk.push(said(LOBBY, 30, 2, 1300, "heard without it"));
    scene.loads(LOBBY, talk);

    scene.comes_online();
    let asks = Effect::Say(campfire_proto::ClientFrame::Subscribe {
        room_id: LOBBY,
        last_seen_message_id: Some(MessageId(16)),
    });
    assert!(scene.takes().contains(&asks), "from the last that was told live");
    scene.catches_up(LOBBY, 30);

    assert_eq!(scene.app.link, Link::Live);
    scene.waits(10);
    assert!(!scene.takes().contains(&Effect::Ask(Request::Rooms)), "nothing is polled any more");
}

#[test]
fn a_server_that_answers_nothing_is_offline_again() {
    let mut scene = polling();

    scene.refused(Request::Rooms, Error::Network("gone".to_owned()));

    assert!(matches!(scene.app.link, Link::Offline { .. }));
}

#[test]
fn more_than_a_page_of_news_is_loaded_in_place_of_what_is_there() {
    let mut scene = polling();
    let many: Vec<_> = (100..160).map(|id| said(LOBBY, id, 2, id, "more")).collect();
    let request = scene.asked(|request| matches!(request, Request::Page { .. }));
    scene.effects.clear();

    scene.answered(request, Reply::Page(page(many.clone())));
    scene.loads(LOBBY, many);

    let first = scene.app.timeline().unwrap().messages().keys().next().copied();
    assert_eq!(first, Some(MessageId(100)), "no gap is shown as if there was none");
}

#[test]
fn a_full_page_says_nothing_of_what_was_said_before_it() {
    let mut scene = polling();
    let mut talk = some_talk().split_off(4);
    talk.extend((17..74).map(|id| said(LOBBY, id, 2, 1200 + id, "and so on")));
    assert_eq!(talk.len(), 60);

    scene.loads(LOBBY, talk);

    assert!(scene.app.timeline().unwrap().get(MessageId(10)).is_some());
}

#[test]
fn a_page_that_is_not_full_is_all_there_is() {
    let mut scene = polling();

    scene.loads(LOBBY, some_talk().split_off(4));

    let first = scene.app.timeline().unwrap().messages().keys().next().copied();
    assert_eq!(first, Some(MessageId(14)), "what stood before was deleted");
}

#[test]
fn a_room_is_read_only_where_somebody_sees_what_is_new() {
    let reads = |prepare: &dyn Fn(&mut Scene)| {
        let mut scene = polling();
        prepare(&mut scene);
        let mut rooms = some_rooms();
        rooms[0].membership.unread = true;
        scene.answered(Request::Rooms, Reply::Rooms(rooms));
        scene.takes().contains(&Effect::Ask(Request::MarkRead(LOBBY)))
    };

    assert!(reads(&|_| {}));
    let away: &dyn Fn(&mut Scene) = &|scene| {
        scene.happens(Event::Focus(false));
    };
    assert!(!reads(away));
    let further_up: &dyn Fn(&mut Scene) = &|scene| {
        scene.presses("ctrl-home");
    };
    assert!(!reads(further_up));
}

#[test]
fn what_waits_goes_out_as_soon_as_there_is_any_way() {
    let mut scene = Scene::chat(80, 24);
    scene.types("hello").presses("enter").disk_answers();
    let request = scene.asked(|request| matches!(request, Request::Post { .. }));
    scene.loses_the_line().refused(request, Error::Network("lost".to_owned()));
    scene.waits(1).loses_the_line().effects.clear();

    scene.answered(Request::Rooms, Reply::Rooms(some_rooms()));

    scene.asked(|request| matches!(request, Request::Post { .. }));
}

#[test]
fn whoever_went_to_an_old_message_is_left_there() {
    let mut scene = polling();
    scene.loads(LOBBY, some_talk());
    scene.types("/goto 5").presses("enter");
    let request = scene.asked(|request| matches!(request, Request::Page { .. }));
    let around = (4..=6).map(|id| said(LOBBY, id, 2, id, "long ago")).collect();
    let around = MessagePage { has_more_after: true, ..page(around) };
    scene.answered(request, Reply::Page(around)).takes();

    scene.answered(Request::Rooms, Reply::Rooms(some_rooms()));

    let newest =
        |it: &Effect| matches!(it, Effect::Ask(Request::Page { stretch: Stretch::Newest, .. }));
    assert!(!scene.takes().iter().any(newest));
}
