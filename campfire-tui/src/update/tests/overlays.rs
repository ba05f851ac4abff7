//! Lists, forms, questions, the search, the mouse.

use campfire_proto::{BoostId, RoomType, SearchPage, SearchResult, search::SearchSort};
use crossterm::event::{MouseButton, MouseEventKind};

use crate::{
    action::ACTIONS,
    app::Focus,
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
