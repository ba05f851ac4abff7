//! Scrolling, picking, going to what is new.

use campfire_proto::{Message, MessageId, MessagePage, ServerFrame};

use crate::{
    api::Stretch,
    app::{
        Focus,
        timeline::{Purpose, Scroll},
    },
    effect::{Reply, Request},
    event::Event,
    scene::{DESIGN, LOBBY, Scene, page, said},
};

fn long_talk(first: i64, count: i64) -> Vec<Message> {
    let talk = (first..first + count).map(|id| {
        let lines = "line ".repeat(usize::try_from(id % 7).unwrap() * 6 + 1);
        said(LOBBY, id, id % 3 + 1, id / 2, &format!("number {id} {lines}"))
    });
    talk.collect()
}

/// A room of a hundred messages, of which more lie before.
fn long_room(width: u16, height: u16) -> Scene {
    let mut scene = Scene::blank(width, height);
    scene.comes_online();
    let request = scene.asked(|request| matches!(request, Request::Page { .. }));
    let reply = MessagePage { has_more_before: true, ..page(long_talk(1001, 100)) };
    scene.answered(request, Reply::Page(reply));
    scene.catches_up(LOBBY, 1100);
    scene.effects.clear();
    scene
}

fn first_row(scene: &Scene) -> String {
    scene.screen().lines().nth(1).unwrap().to_owned()
}

#[test]
fn what_one_reads_stays_where_it_is_whatever_arrives() {
    let mut scene = long_room(80, 24);
    scene.presses("pageup pageup");
    let before = first_row(&scene);

    for id in 1101..1110 {
        scene.hears_said(said(LOBBY, id, 2, 600, "and another"));
    }

    assert_eq!(first_row(&scene), before);
    assert!(scene.screen().contains("↓ 9 newer"));
    scene.presses("ctrl-end");
    assert!(scene.screen().contains("and another") && !scene.screen().contains("newer"));
}

#[test]
fn scrolling_up_and_down_again_ends_where_it_began() {
    let mut scene = long_room(80, 24);
    let before = scene.screen();

    scene.presses("pageup pageup shift-up shift-up shift-up");
    assert_ne!(scene.screen(), before);
    scene.presses("shift-down shift-down shift-down pagedown pagedown");

    assert_eq!(scene.screen(), before);
}

#[test]
fn a_line_is_a_line() {
    let mut scene = long_room(80, 24);
    scene.presses("pageup");
    let before: Vec<_> = scene.screen().lines().map(str::to_owned).collect();

    scene.presses("shift-up");

    let after: Vec<_> = scene.screen().lines().map(str::to_owned).collect();
    let chat = |row: &String| row.chars().skip(19).collect::<String>();
    assert_eq!(chat(&after[2]), chat(&before[1]));
    assert_eq!(chat(&after[10]), chat(&before[9]));
}

#[test]
fn the_top_loads_what_was_said_before_without_a_jump() {
    let mut scene = long_room(80, 24);
    scene.presses("ctrl-home");
    let request = scene.asked(|request| {
        matches!(request, Request::Page { stretch: Stretch::Before(MessageId(1001)), .. })
    });
    let before = first_row(&scene);

    scene.answered(request, Reply::Page(page(long_talk(951, 50))));
    let after = scene.screen();

    // A heading or a day may go, since there is somebody before now.
    assert!(after.contains("number 1001"), "{before}\n{after}");
    scene.presses("pageup");
    assert!(scene.screen().contains("number 99") || scene.screen().contains("number 1000"));
}

#[test]
fn another_width_keeps_the_place() {
    let mut scene = long_room(160, 50);
    scene.presses("pageup pageup");
    let Scroll::Top { message, .. } = scene.app.timeline().unwrap().scroll else { panic!() };

    scene.happens(Event::Resized { width: 90, height: 30 });

    let Scroll::Top { message: after, .. } = scene.app.timeline().unwrap().scroll else { panic!() };
    assert_eq!(after, message);
    assert!(scene.screen().contains(&format!("number {message}")));
}

#[test]
fn picking_walks_through_messages_and_letters_act_on_them() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("tab up");
    assert_eq!(scene.app.focus, Focus::Message(MessageId(15)));
    scene.presses("r");

    assert_eq!(scene.app.focus, Focus::Composer);
    assert!(scene.written().starts_with("> **Dee Dee:**\n> @Ada Lovelace you"));
}

#[test]
fn an_answer_quotes_the_beginning_of_a_long_message() {
    let mut scene = Scene::chat(80, 24);
    scene.hears_said(said(LOBBY, 17, 2, 60 * 19, "one\ntwo\nthree\nfour\nfive\nsix"));

    scene.presses("tab r");

    assert_eq!(scene.written(), "> **Bo Diddley:**\n> one\n> two\n> three\n> four\n> …\n\n");
}

#[test]
fn a_letter_that_means_nothing_on_a_message_is_typed() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("tab").types("why");

    assert_eq!(scene.written(), "why");
    assert_eq!(scene.app.focus, Focus::Composer);
}

/// In a room of four messages, of which two came since one was there.
fn with_news() -> Scene {
    let mut scene = Scene::chat(80, 24);
    let design = scene.app.rooms.get_mut(&DESIGN).unwrap();
    design.membership.last_read_message_id = Some(MessageId(50));
    scene.presses("alt-a");
    assert_eq!(scene.app.open, Some(DESIGN));
    let talk = (49..=52).map(|id| said(DESIGN, id, 2, id, &format!("message {id}"))).collect();
    scene.loads(DESIGN, talk);
    scene
}

#[test]
fn a_room_opens_with_a_line_before_what_is_new() {
    let screen = with_news().screen();

    assert_eq!(screen.matches(" new ━").count(), 1, "{screen}");
    let line = screen.lines().position(|row| row.contains("2 new ━")).expect(&screen);
    assert!(screen.lines().nth(line + 2).unwrap().contains("message 51"), "{screen}");
}

#[test]
fn whoever_answers_has_read_what_was_new() {
    let mut scene = with_news();

    scene.types("seen").presses("enter");

    assert!(!scene.screen().contains(" new ━"));
}

#[test]
fn at_the_newest_nothing_waits_below() {
    let mut scene = Scene::chat(80, 24);

    scene.hears_said(said(LOBBY, 17, 2, 60 * 19, "and another"));

    assert!(!scene.screen().contains("newer"));
}

#[test]
fn a_window_that_grows_is_filled() {
    let mut scene = long_room(80, 24);
    scene.presses("pageup");

    scene.happens(Event::Resized { width: 80, height: 60 });

    let top: String = first_row(&scene).chars().skip(19).collect();
    assert!(!top.trim().is_empty(), "{}", scene.screen());
}

#[test]
fn a_jump_loads_what_is_around_and_the_way_back_leads_to_the_end() {
    let mut scene = long_room(80, 24);
    scene.types("/goto 500").presses("enter");
    let request = scene.asked(|request| {
        matches!(request, Request::Page { purpose: Purpose::Jump(MessageId(500)), .. })
    });
    let around =
        MessagePage { has_more_before: true, has_more_after: true, ..page(long_talk(470, 60)) };
    scene.answered(request, Reply::Page(around));
    assert_eq!(scene.app.focus, Focus::Message(MessageId(500)));
    assert!(scene.screen().contains("number 500"));

    // Said now, far below: there is a gap between.
    scene.hears_said(said(LOBBY, 1101, 2, 600, "far below"));
    assert!(!scene.app.timeline().unwrap().messages().contains_key(&MessageId(1101)));
    scene.presses("ctrl-end");
    scene.loads(LOBBY, long_talk(1052, 50));

    assert!(scene.screen().contains("number 1101"));
    assert!(scene.app.timeline().unwrap().is_at_end());
}

#[test]
fn a_message_that_is_deleted_while_it_is_picked_gives_way_to_its_neighbour() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("tab up up");
    assert_eq!(scene.app.focus, Focus::Message(MessageId(14)));

    scene.hears(ServerFrame::MessageDeleted { room_id: LOBBY, message_id: MessageId(14) });

    assert_eq!(scene.app.focus, Focus::Message(MessageId(15)));
}
