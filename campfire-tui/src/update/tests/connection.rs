//! Losing the server and coming back: what is shown is what a fresh load would show.

use campfire_proto::{
    ClientFrame, ErrorCode, MessageId, MessagePage, PresenceState, ServerFrame, Timestamp,
    TypingState, frame::Typist,
};

use crate::{
    api::{Error, Stretch, live::Gone},
    app::{link::Link, timeline::Follow},
    effect::{Effect, Reply, Request},
    event::{Event, SocketNews},
    scene::{BO, DESIGN, LOBBY, Scene, boost, page, said, some_talk, user},
};

fn subscriptions(scene: &mut Scene) -> Vec<(i64, Option<i64>)> {
    let effects = scene.takes().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Say(ClientFrame::Subscribe { room_id, last_seen_message_id }) => {
                Some((room_id.0, last_seen_message_id.map(|id| id.0)))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn a_first_start_asks_for_rooms_and_follows_them_all() {
    let mut scene = Scene::blank(80, 24);

    scene.comes_online();

    let page_asked = scene.asked(|request| matches!(request, Request::Page { .. }));
    let rooms: Vec<_> = subscriptions(&mut scene).into_iter().map(|(room, _)| room).collect();
    assert_eq!(scene.app.open, Some(LOBBY), "something is open at once");
    for room in [2, 3, 4] {
        assert!(rooms.contains(&room), "{rooms:?}");
    }
    assert!(!rooms.contains(&LOBBY.0), "its page says from where on to ask");

    scene.answered(page_asked, Reply::Page(page(some_talk())));
    assert_eq!(subscriptions(&mut scene), [(LOBBY.0, Some(16))]);
}

#[test]
fn coming_back_asks_from_the_last_seen_on_and_moves_it_only_when_all_was_heard() {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line();
    scene.comes_online();
    assert!(subscriptions(&mut scene).contains(&(LOBBY.0, Some(16))));

    // The replay is cut short: what came of it is asked for again.
    scene.hears_said(said(LOBBY, 20, 2, 60 * 19, "one of many"));
    scene.loses_the_line();
    scene.comes_online();
    assert!(subscriptions(&mut scene).contains(&(LOBBY.0, Some(16))));

    scene.hears_said(said(LOBBY, 20, 2, 60 * 19, "one of many"));
    scene.catches_up(LOBBY, 20);
    scene.loses_the_line();
    scene.comes_online();
    assert!(subscriptions(&mut scene).contains(&(LOBBY.0, Some(20))));
    assert_eq!(scene.screen().matches("one of many").count(), 1);
}

#[test]
fn after_too_much_was_missed_the_room_is_loaded_anew() {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line();
    scene.comes_online();
    scene.takes();

    scene.falls_behind(LOBBY, 900);
    // Said after the server read the page, heard before the page came.
    scene.hears_said(said(LOBBY, 901, 2, 60 * 20, "just now"));
    let messages =
        vec![said(LOBBY, 899, 2, 60 * 19, "long after"), said(LOBBY, 900, 3, 60 * 19, "x")];
    let request = scene.asked(|request| matches!(request, Request::Page { .. }));
    let reply = MessagePage { has_more_before: true, ..page(messages) };
    scene.answered(request, Reply::Page(reply));

    let ids: Vec<_> = scene.app.timeline().unwrap().messages().keys().map(|id| id.0).collect();
    assert_eq!(ids, [899, 900, 901]);
}

#[test]
fn what_was_deleted_while_a_page_was_on_its_way_stays_deleted() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-home");
    scene.app.timeline_mut().unwrap().let_go();
    scene.falls_behind(LOBBY, 16);
    let request = scene.asked(|request| matches!(request, Request::Page { .. }));

    scene.hears(ServerFrame::MessageDeleted { room_id: LOBBY, message_id: MessageId(12) });
    scene.answered(request, Reply::Page(page(some_talk())));

    assert!(scene.app.timeline().unwrap().get(MessageId(12)).is_none());
}

#[test]
fn frames_heard_twice_change_nothing() {
    let mut scene = Scene::chat(80, 24);
    let message = said(LOBBY, 17, 2, 60 * 19, "hello");
    let deleted = ServerFrame::MessageDeleted { room_id: LOBBY, message_id: MessageId(13) };
    let boost = boost(9, &message, 3, "twice");
    let boosted = ServerFrame::BoostCreated { room_id: LOBBY, boost };
    scene.hears_said(message.clone()).hears(deleted.clone()).hears(boosted.clone());
    let before = scene.screen();

    scene.hears(boosted.clone());
    assert_eq!(scene.screen(), before, "a boost alone");
    scene.hears_said(message).hears(deleted).hears(boosted);

    assert_eq!(scene.screen(), before);
}

#[test]
fn an_old_socket_has_nothing_to_say_any_more() {
    let mut scene = Scene::chat(80, 24);
    let old = scene.app.dial;
    scene.presses("f5");
    assert_eq!(scene.app.dial, old + 1);

    scene.happens(Event::Socket(old, SocketNews::Gone(Gone::Lost)));

    assert_eq!(scene.app.link, Link::Connecting);
}

#[test]
fn being_offline_counts_down_and_tries_again_with_growing_patience() {
    let mut scene = Scene::chat(80, 24);
    let mut waits = Vec::new();

    for _ in 0..9 {
        scene.loses_the_line();
        let Link::Offline { until, .. } = scene.app.link else { panic!("{:?}", scene.app.link) };
        waits.push(until.saturating_sub(scene.app.now).as_millis());
        assert!(scene.screen().contains("offline"));
        scene.waits(31);
    }

    assert!(waits[0] <= 500, "{waits:?}");
    assert!(waits[8] >= 15_000 && waits[8] <= 30_000, "{waits:?}");
}

#[test]
fn whoever_was_too_slow_comes_back_at_once() {
    let mut scene = Scene::chat(80, 24);
    scene.happens(Event::Socket(scene.app.dial, SocketNews::Gone(Gone::FellBehind)));
    scene.takes();

    scene.waits(0);

    assert!(scene.takes().contains(&Effect::Connect(scene.app.dial)));
}

#[test]
fn a_session_that_ends_asks_to_sign_in_and_loses_no_draft() {
    let mut scene = Scene::chat(80, 24);
    scene.types("half a thought");

    scene.hears(ServerFrame::SessionEnded { reason: "signed out".to_owned() });
    assert!(scene.screen().contains("Sign in again"));
    scene.types("ada@example.org").presses("enter").types("correct horse").presses("enter");

    let Request::SignIn { email, password } =
        scene.asked(|request| matches!(request, Request::SignIn { .. }))
    else {
        unreachable!()
    };
    assert_eq!((email.as_str(), password.0.as_str()), ("ada@example.org", "correct horse"));
    assert!(!scene.screen().contains("correct horse"));
    assert_eq!(scene.written(), "half a thought");
}

#[test]
fn not_found_is_a_hint_and_the_server_is_asked() {
    let mut scene = Scene::chat(80, 24);
    scene.hears(ServerFrame::Error {
        code: ErrorCode::NotFound,
        message: "Not found".to_owned(),
        room_id: Some(DESIGN),
    });
    assert!(scene.app.rooms.contains_key(&DESIGN), "it may have come back");
    let request = scene.asked(|request| matches!(request, Request::Room(_)));

    scene.refused(
        request,
        Error::Refused {
            status: 404,
            code: Some(ErrorCode::NotFound),
            message: "Not found".to_owned(),
            field: None,
            retry_after: None,
        },
    );

    assert!(!scene.app.rooms.contains_key(&DESIGN));
}

#[test]
fn one_is_present_only_where_one_looks() {
    let mut scene = Scene::chat(80, 24);
    assert_eq!(scene.app.attention.told.map(|(room, _)| room), Some(LOBBY));

    scene.happens(Event::Focus(false)).waits(6);
    let absent = ClientFrame::Presence { room_id: LOBBY, state: PresenceState::Absent };
    assert!(scene.takes().contains(&Effect::Say(absent)));

    scene.happens(Event::Focus(true));
    let present = ClientFrame::Presence { room_id: LOBBY, state: PresenceState::Present };
    assert!(scene.takes().contains(&Effect::Say(present)));
    scene.waits(51);
    let refresh = ClientFrame::Presence { room_id: LOBBY, state: PresenceState::Refresh };
    assert!(scene.takes().contains(&Effect::Say(refresh)));
}

#[test]
fn a_glance_elsewhere_is_no_absence() {
    let mut scene = Scene::chat(80, 24);

    scene.happens(Event::Focus(false)).waits(2).happens(Event::Focus(true)).waits(6);

    let absent = ClientFrame::Presence { room_id: LOBBY, state: PresenceState::Absent };
    assert!(!scene.takes().contains(&Effect::Say(absent)));
}

#[test]
fn a_mention_elsewhere_rings_and_our_own_words_do_not() {
    let mut scene = Scene::chat(80, 24);
    scene.hears(ServerFrame::Subscribed { room_id: DESIGN, last_message_id: None, resync: false });
    scene.takes();
    let mut named = said(DESIGN, 30, 2, 60 * 19, "@Ada Lovelace look");
    named.mentions = vec![crate::scene::ME];

    scene.hears_said(said(DESIGN, 29, 2, 60 * 19, "nothing for you"));
    scene.hears_said(said(DESIGN, 31, 1, 60 * 19, "mine"));
    assert_eq!(scene.takes(), []);
    scene.hears_said(named);

    let rung = scene.takes();
    let [Effect::Alert(alert)] = rung.as_slice() else { panic!("{rung:?}") };
    assert_eq!((alert.room.as_str(), alert.from.as_str()), ("Design", "Bo Diddley"));
}

#[test]
fn what_was_missed_does_not_ring_when_it_is_replayed() {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line();
    scene.comes_online();
    scene.takes();
    assert!(matches!(scene.app.timelines[&LOBBY].follow, Follow::Asked(_)));
    let mut sound = said(LOBBY, 17, 2, 60 * 19, "/play bell");
    sound.sound = campfire_proto::sound::find_sound("bell").map(Into::into);

    scene.hears_said(sound.clone());
    assert!(!scene.takes().contains(&Effect::Play("bell".to_owned())));
    scene.catches_up(LOBBY, 17);
    sound.id = MessageId(18);
    scene.hears_said(sound);

    assert!(scene.takes().contains(&Effect::Play("bell".to_owned())));
}

#[test]
fn typing_is_shown_until_it_ends_by_itself() {
    let mut scene = Scene::chat(80, 24);
    scene.hears(ServerFrame::Typing {
        room_id: LOBBY,
        user: Typist { id: BO, name: "Bo Diddley".to_owned() },
        state: TypingState::Start,
    });
    assert!(scene.screen().contains("Bo Diddley is typing"));

    scene.waits(5);

    assert!(!scene.screen().contains("is typing"));
}

#[test]
fn a_page_that_does_not_come_is_asked_for_again() {
    let mut scene = Scene::blank(80, 24);
    scene.comes_online();
    let request = scene.asked(|request| matches!(request, Request::Page { .. }));
    scene.takes();

    scene.refused(request, Error::Network("lost".to_owned())).waits(4);

    let Request::Page { stretch: Stretch::Newest, .. } =
        scene.asked(|request| matches!(request, Request::Page { .. }))
    else {
        panic!("something else was asked")
    };
}

#[test]
fn a_changed_message_shows_its_new_words() {
    let mut scene = Scene::chat(80, 24);
    let mut changed = said(LOBBY, 16, 5, 60 * 18 + 35, "Build 813 is green");
    changed.edited = true;
    changed.updated_at = Timestamp::now();

    scene.hears(ServerFrame::MessageUpdated { message: changed });

    assert!(scene.screen().contains("Build 813 is green (edited)"));
    assert!(!scene.screen().contains("Build 812"));
}

#[test]
fn a_key_tries_again_at_once_but_not_each_key() {
    let mut scene = Scene::chat(80, 24);
    for _ in 0..8 {
        scene.loses_the_line();
    }
    scene.takes();
    let tries = |scene: &mut Scene| scene.takes().iter().any(|it| matches!(it, Effect::Connect(_)));

    scene.presses("x");
    assert!(!tries(&mut scene), "it was tried only now");
    scene.waits(4).presses("x");
    assert!(tries(&mut scene));
    scene.loses_the_line().presses("x");

    assert!(!tries(&mut scene), "it was tried only now");
}

#[test]
fn whoever_was_typing_when_the_line_went_is_not_typing_for_good() {
    let mut scene = Scene::chat(80, 24);
    let user = Typist { id: BO, name: "Bo Diddley".to_owned() };
    scene.hears(ServerFrame::Typing { room_id: LOBBY, user, state: TypingState::Start });
    assert!(scene.screen().contains("Bo Diddley is typing"));

    scene.loses_the_line();

    assert!(!scene.screen().contains("is typing"));
}

#[test]
fn the_room_one_is_in_is_caught_up_before_all_others() {
    let mut scene = Scene::chat(80, 24);
    scene.loses_the_line();
    scene.takes();

    scene.comes_online();

    let rooms: Vec<_> = subscriptions(&mut scene).into_iter().map(|(room, _)| room).collect();
    assert_eq!(rooms.first(), Some(&LOBBY.0));
    assert!(rooms.len() > 1);
}

#[test]
fn whoever_is_signed_out_hears_no_more() {
    let mut scene = Scene::chat(80, 24);

    scene.hears(ServerFrame::SessionEnded { reason: "signed out".to_owned() });

    assert!(scene.takes().contains(&Effect::Disconnect));
}

#[test]
fn a_server_of_another_age_is_named() {
    for (server_version, told) in [("99.1.0", true), (env!("CARGO_PKG_VERSION"), false)] {
        let mut scene = Scene::chat(80, 24);
        let user = scene.app.me.clone().unwrap();

        scene.hears(ServerFrame::Authenticated { user, server_version: server_version.to_owned() });

        assert_eq!(scene.screen().contains("The server is version"), told, "{server_version}");
    }
}

#[test]
fn nothing_of_one_person_stays_for_the_next() {
    let mut scene = Scene::chat(80, 24);
    let server_version = env!("CARGO_PKG_VERSION").to_owned();

    scene.hears(ServerFrame::Authenticated { user: user(2, "Bo Diddley"), server_version });

    assert!(scene.app.rooms.is_empty() && scene.app.timelines.is_empty());
    assert!(!scene.screen().contains("Deploy is out"));
}
