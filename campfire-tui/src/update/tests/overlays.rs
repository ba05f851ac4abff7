//! Lists, forms, questions, the search, the mouse.

use campfire_proto::{
    BoostId, MessageId, RoomId, RoomType, SearchPage, SearchResult, search::SearchSort,
};
use crossterm::event::{MouseButton, MouseEventKind};

use crate::{
    action::ACTIONS,
    app::{Focus, overlay::Overlay},
    effect::{Effect, Reply, Request},
    scene::{DESIGN, LOBBY, Scene, said, some_talk},
};

pub(super) fn hit(id: i64, snippet: &str) -> SearchResult {
    let room = crate::scene::room(DESIGN, "Design", RoomType::Open);
    SearchResult { message: said(DESIGN, id, 2, id, "text"), room, snippet: snippet.to_owned() }
}

#[test]
fn the_switcher_finds_a_room_by_a_few_letters() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("ctrl-k").types("dsgn").presses("enter");

    assert_eq!(scene.app.open, Some(DESIGN));
    assert!(scene.app.overlays.is_empty());
}

/// What the switcher lists, from the top.
fn places(scene: &mut Scene, typed: &str) -> Vec<String> {
    scene.presses("ctrl-k").types(typed);
    let Some(Overlay::List(list)) = scene.app.overlays.pop() else { unreachable!() };
    scene.app.items(&list).into_iter().map(|item| item.label).collect()
}

#[test]
fn the_switcher_has_what_is_new_first_and_then_what_was_used_last() {
    let mut scene = Scene::chat(80, 24);
    let used = ["# Design", "# Kitchen", "Bo Diddley", "# All Talk"];
    assert_eq!(places(&mut scene, "")[0], "# Design", "where something is new");

    for room in [RoomId(3), RoomId(4), DESIGN] {
        scene.types(&format!("/join {room}")).presses("enter");
    }
    scene.app.rooms.get_mut(&DESIGN).unwrap().membership.unread = false;
    scene.types("/join 1").presses("enter");
    assert_eq!(places(&mut scene, ""), used);
    assert_eq!(places(&mut scene, "e")[..3], used[..3], "they match equally well");

    let mut next = scene.restarted();
    assert_eq!(places(&mut next, ""), used, "the next start knows it, too");
    next.presses("alt-/");
    assert_eq!(next.app.open, Some(DESIGN));
}

#[test]
fn the_switcher_offers_to_make_what_it_can_not_find() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-k").types("zzz");
    assert!(scene.screen().contains("Make a room called zzz"));

    scene.presses("enter tab").types("bo, cy").presses("enter");

    let Request::Create(room) = scene.asked(|request| matches!(request, Request::Create(_))) else {
        unreachable!()
    };
    assert_eq!((room.name.as_deref(), room.room_type), (Some("zzz"), Some(RoomType::Closed)));
    assert_eq!(room.initial_members.len(), 2);
}

#[test]
fn the_switcher_offers_people_to_write_to_but_not_oneself() {
    let offers = |typed: &str| {
        let mut scene = Scene::chat(80, 24);
        scene.presses("ctrl-k").types(typed);
        scene.screen().contains("write to")
    };

    assert!(offers("twombly"));
    assert!(!offers("lovelace"));
}

#[test]
fn an_impatient_enter_makes_no_second_room() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("alt-n").types("Garden").presses("enter enter enter");

    let made = scene.takes().into_iter();
    let made = made.filter(|it| matches!(it, Effect::Ask(Request::Create(_))));
    assert_eq!(made.count(), 1);
}

#[test]
fn help_shows_every_action_that_there_is() {
    let mut scene = Scene::chat(100, 50);
    scene.presses("f1");
    for entry in ACTIONS {
        scene.types(entry.does);
        assert!(scene.screen().contains(entry.does), "{} is missing", entry.name);
        scene.presses("ctrl-u");
    }
}

#[test]
fn help_says_under_which_name_a_key_can_be_chosen() {
    let mut scene = Scene::chat(100, 50);

    scene.presses("f1").types("Newest message").presses("enter");

    assert!(scene.screen().contains("newest = [\"ctrl-g\"] under [keys]"));
}

#[test]
fn esc_leaves_every_list_and_form_without_losing_text() {
    for keys in ["ctrl-k", "ctrl-p", "ctrl-f", "f1", "ctrl-t", "alt-i", "alt-n", "alt-e"] {
        let mut scene = Scene::chat(80, 24);
        scene.types("draft").presses(keys);
        assert_eq!(scene.app.overlays.len(), 1, "{keys}");

        scene.types("x").presses("esc");

        assert!(scene.app.overlays.is_empty(), "{keys}");
        assert_eq!(scene.written(), "draft");
    }
}

#[test]
fn a_search_pages_and_opens_its_hits_in_place() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-f").types("red").presses("enter");
    let request = scene.asked(|request| matches!(request, Request::Search(_)));
    let results = vec![hit(70, "so <mark>red</mark> &amp; hot"), hit(60, "<mark>red</mark>")];
    scene.answered(request, Reply::Found(SearchPage { results, next: Some("more".to_owned()) }));
    assert!(scene.screen().contains("so red & hot"));

    scene.presses("down");
    let Request::Search(query) = scene.asked(|request| matches!(request, Request::Search(_)))
    else {
        unreachable!()
    };
    assert_eq!(query.before.as_deref(), Some("more"), "the end is near: the next page is fetched");
    scene.presses("enter");

    assert_eq!(scene.app.open, Some(DESIGN));
    scene.loads(DESIGN, vec![said(DESIGN, 59, 2, 1, "before"), said(DESIGN, 60, 2, 2, "the hit")]);
    assert_eq!(scene.app.picked().map(|message| message.id.0), Some(60));
    scene.presses("ctrl-f");
    assert!(scene.screen().contains("so red & hot"), "one can go back to what was found");
}

/// Two hits, on a screen of this width.
fn found(width: u16) -> Scene {
    let mut scene = Scene::chat(width, 40);
    scene.presses("ctrl-f").types("red").presses("enter");
    let request = scene.asked(|request| matches!(request, Request::Search(_)));
    let results = vec![hit(70, "<mark>red</mark>"), hit(60, "<mark>red</mark>, too")];
    scene.answered(request, Reply::Found(SearchPage { results, next: None }));
    scene
}

fn asked_around(scene: &mut Scene) -> Vec<i64> {
    let effects = scene.takes().into_iter();
    let asked = effects.filter_map(|effect| match effect {
        Effect::Ask(Request::Around(_, message)) => Some(message.0),
        _ => None,
    });
    let mut asked: Vec<i64> = asked.collect();
    // A scene's timer rings as often as it was set; a real one is moved.
    asked.dedup();
    asked
}

#[test]
fn a_hit_is_seen_among_what_was_said_around_it_where_there_is_room() {
    let mut scene = found(160);
    assert_eq!(asked_around(&mut scene), [0; 0], "nobody has rested on it yet");
    scene.waits(1);
    assert_eq!(asked_around(&mut scene), [70]);
    let around = |text: &str| vec![said(DESIGN, 69, 3, 69, text), said(DESIGN, 70, 2, 70, "red")];
    let page_of = |text: &str| Reply::Page(crate::scene::page(around(text)));
    scene.answered(Request::Around(DESIGN, MessageId(70)), page_of("asked before"));
    assert!(scene.screen().contains("asked before"), "{}", scene.screen());

    scene.presses("down");
    assert!(!scene.screen().contains("asked before"), "that was about another hit");
    scene.answered(Request::Around(DESIGN, MessageId(70)), page_of("asked again"));
    assert!(!scene.screen().contains("asked again"), "an answer that comes late is no answer");
    scene.waits(1);

    assert_eq!(asked_around(&mut scene), [60]);
}

#[test]
fn hits_that_are_passed_by_are_not_looked_at() {
    let mut scene = found(160);

    scene.presses("down up down").waits(1);

    assert_eq!(asked_around(&mut scene), [60]);
    assert_eq!(asked_around(found(119).waits(1)), [0; 0], "there is no room for it");
}

#[test]
fn what_waits_to_be_sent_is_no_part_of_what_was_said_around_a_hit() {
    let mut scene = Scene::chat(160, 40);
    scene.types("not sent yet").presses("enter ctrl-f").types("red").presses("enter");
    let request = scene.asked(|request| matches!(request, Request::Search(_)));
    let results = vec![hit(70, "<mark>red</mark>")];
    scene.answered(request, Reply::Found(SearchPage { results, next: None })).waits(1);

    let around = vec![said(DESIGN, 70, 2, 70, "the red one")];
    scene.answered(Request::Around(DESIGN, MessageId(70)), Reply::Page(crate::scene::page(around)));

    let screen = scene.screen();
    assert!(screen.contains("the red one") && !screen.contains("not sent yet"), "{screen}");
}

#[test]
fn an_answer_to_an_older_search_is_not_shown() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-f").types("red").presses("enter");
    let first = scene.asked(|request| matches!(request, Request::Search(_)));
    scene.types("der").presses("enter");

    scene.answered(first, Reply::Found(SearchPage { results: vec![hit(70, "old")], next: None }));

    assert!(!scene.screen().contains("old"));
}

#[test]
fn the_order_of_a_search_can_be_changed() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-f").types("red").presses("enter ctrl-r");

    let Request::Search(query) = scene.asked(|request| matches!(request, Request::Search(_)))
    else {
        unreachable!()
    };
    assert_eq!(query.sort, SearchSort::Recent);
}

#[test]
fn a_boost_is_a_number_a_name_or_a_word() {
    for (typed, given) in [("2", "👏"), ("rocket\n", "🚀"), ("ship it\n", "ship it")] {
        let mut scene = Scene::chat(80, 24);
        scene.presses("tab b");
        for letter in typed.chars() {
            if letter == '\n' {
                scene.presses("enter")
            } else {
                scene.types(&letter.to_string())
            };
        }
        let asked = scene.asked(|request| matches!(request, Request::Boost { .. }));
        let Request::Boost { content, .. } = asked else { unreachable!() };
        assert_eq!(content, given);
    }
}

#[test]
fn only_ones_own_boost_can_be_taken_back() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("tab home B");

    let wanted = Request::Unboost { message: some_talk()[0].id, boost: BoostId(1) };
    assert!(scene.takes().contains(&Effect::Ask(wanted)));
    scene.presses("down B");
    assert!(scene.screen().contains("You haven't boosted it"));
}

#[test]
fn deleting_asks_first_and_the_answer_is_no() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("tab d enter");
    assert!(!scene.takes().iter().any(|it| matches!(it, Effect::Ask(Request::Delete(_)))));
    scene.presses("d y");

    assert!(scene.takes().iter().any(|it| matches!(it, Effect::Ask(Request::Delete(_)))));
}

#[test]
fn one_may_change_only_ones_own_words() {
    let mut scene = Scene::chat(80, 24);
    scene.app.me = Some(crate::scene::user(2, "Bo Diddley"));

    scene.presses("tab e");
    assert!(scene.screen().contains("Only its author and administrators can change it"));

    scene.presses("enter");
    assert!(!scene.screen().contains("Delete it"), "the menu offers what is allowed");
}

#[test]
fn a_click_goes_there_and_a_drag_is_explained() {
    let mut scene = Scene::chat(80, 24);
    let row = scene.screen().lines().position(|row| row.contains("# Design")).unwrap();
    let row = u16::try_from(row).unwrap();
    let (down, up) =
        (MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left));

    scene.mouse(down, 5, row).mouse(up, 5, row);
    assert_eq!(scene.app.open, Some(DESIGN));
    scene.presses("alt-/");
    assert_eq!(scene.app.open, Some(LOBBY));
    let row = scene.screen().lines().position(|row| row.contains("main is red")).unwrap();
    let row = u16::try_from(row).unwrap();
    scene.mouse(down, 30, row).mouse(up, 30, row);
    assert!(matches!(scene.app.focus, Focus::Message(_)));
    scene.mouse(down, 30, row).mouse(up, 50, row);

    assert!(scene.screen().contains("Hold Shift to select text"));
}

#[test]
fn the_wheel_reads() {
    let mut scene = Scene::chat(80, 12);
    let before = scene.screen();

    scene.mouse(MouseEventKind::ScrollUp, 40, 5);
    assert_ne!(scene.screen(), before);
    scene.mouse(MouseEventKind::ScrollDown, 40, 5);

    assert_eq!(scene.screen(), before);
}
