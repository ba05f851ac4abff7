//! The mouse: it does what a key does, to what is under it.

use campfire_proto::{MessageId, RoomId, RoomType, SearchPage, ServerFrame};
use crossterm::event::{MouseButton, MouseEventKind};

use super::overlays::hit;
use crate::{
    app::{Focus, overlay::Overlay, timeline::Scroll},
    effect::{Reply, Request},
    scene::{Scene, room},
};

/// A column in the middle of the chat, and of whatever lies over it.
const MIDDLE: u16 = 30;

fn row_of(scene: &Scene, words: &str) -> u16 {
    let screen = scene.screen();
    let row = screen.lines().position(|row| row.contains(words));
    u16::try_from(row.unwrap_or_else(|| panic!("{words} isn't on it:\n{screen}"))).unwrap()
}

fn clicks(scene: &mut Scene, column: u16, row: u16) {
    let left = MouseButton::Left;
    scene.mouse(MouseEventKind::Down(left), column, row);
    scene.mouse(MouseEventKind::Up(left), column, row);
}

fn chosen(scene: &Scene) -> Option<usize> {
    match scene.app.overlays.last()? {
        Overlay::List(list) => Some(list.chosen),
        Overlay::Search(panel) => Some(panel.chosen),
        _ => None,
    }
}

#[test]
fn a_click_picks_the_message_under_it_and_another_one_opens_its_menu() {
    let mut scene = Scene::chat(80, 40);
    let row = row_of(&scene, "main is red");

    clicks(&mut scene, MIDDLE, row);
    assert_eq!(scene.app.focus, Focus::Message(MessageId(15)));
    assert!(scene.app.overlays.is_empty());
    clicks(&mut scene, MIDDLE, row);

    assert!(scene.screen().contains("This message"));
}

#[test]
fn the_right_button_shows_what_can_be_done_with_a_message() {
    let mut scene = Scene::chat(80, 40);
    let row = row_of(&scene, "main is red");

    scene.mouse(MouseEventKind::Down(MouseButton::Right), MIDDLE, row);

    assert_eq!(scene.app.focus, Focus::Message(MessageId(15)));
    assert!(scene.screen().contains("This message"));
}

#[test]
fn the_wheel_moves_the_choice_in_what_lies_over_the_chat() {
    for keys in ["ctrl-k", "ctrl-f"] {
        let mut scene = Scene::chat(80, 24);
        scene.presses(keys);
        if keys == "ctrl-f" {
            scene.types("red").presses("enter");
            let request = scene.asked(|request| matches!(request, Request::Search(_)));
            let results = vec![hit(70, "one"), hit(60, "other")];
            scene.answered(request, Reply::Found(SearchPage { results, next: None }));
        }

        scene.mouse(MouseEventKind::ScrollDown, MIDDLE, 10);
        assert_eq!(chosen(&scene), Some(1), "{keys}");
        scene.mouse(MouseEventKind::ScrollUp, MIDDLE, 10);

        assert_eq!(chosen(&scene), Some(0), "{keys}");
    }
}

#[test]
fn a_click_in_a_list_chooses_and_one_beside_it_closes_it() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-k");
    clicks(&mut scene, 0, 0);
    assert!(scene.app.overlays.is_empty());

    scene.presses("ctrl-k");
    let row = row_of(&scene, "# Kitchen");
    clicks(&mut scene, MIDDLE, row);

    assert_eq!(scene.app.open, Some(RoomId(4)));
}

#[test]
fn a_click_into_the_text_writes_and_one_on_the_line_above_goes_to_the_newest() {
    let mut scene = Scene::chat(80, 12);
    scene.presses("tab");
    clicks(&mut scene, MIDDLE, 10);
    assert_eq!(scene.app.focus, Focus::Composer);

    scene.presses("pageup");
    let row = row_of(&scene, "to the newest");
    clicks(&mut scene, MIDDLE, row);

    assert_eq!(scene.app.timeline().unwrap().scroll, Scroll::Bottom);
}

#[test]
fn the_open_room_is_in_sight_and_under_the_mouse_however_long_the_list_is() {
    let mut scene = Scene::chat(80, 12);
    for id in 10..40 {
        let name = format!("Room {id}");
        scene.hears(ServerFrame::RoomAdded { room: room(RoomId(id), &name, RoomType::Open) });
    }
    scene.types("/join Room 39").presses("enter");
    let row = row_of(&scene, "▸# Room 39");

    clicks(&mut scene, 5, row - 1);

    assert_eq!(scene.app.open, Some(RoomId(38)));
}
