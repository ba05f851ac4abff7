//! Several messages at once, the bare view, and what was found out about the terminal.

use crate::{
    app::{findings::Background, overlay::Overlay},
    effect::{Effect, Request},
    event::Event,
    preferences::ThemeChoice,
    scene::{DESIGN, Scene, said, some_talk},
    theme::{Depth, Theme},
};

fn deleted(scene: &mut Scene) -> Vec<i64> {
    let asked = scene.takes().into_iter().filter_map(|effect| match effect {
        Effect::Ask(Request::Delete(message)) => Some(message.0),
        _ => None,
    });
    asked.collect()
}

#[test]
fn those_that_are_marked_are_copied_together_in_the_order_they_were_said() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("tab space up up space y");

    let copied = "Ada Lovelace: fn main() {\n    rollback();\n}\n\
                  Deploy: Build 812 failed: 1. unit 2. browser";
    assert!(scene.takes().contains(&Effect::Copy(copied.to_owned())));
    assert!(scene.app.marked.is_empty());
}

#[test]
fn several_are_deleted_after_one_question() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("tab space up space d");
    assert!(scene.screen().contains("Delete 2 messages for everyone?"));
    assert!(deleted(&mut scene).is_empty());
    scene.presses("y");

    assert_eq!(deleted(&mut scene), [15, 16]);
    assert!(scene.app.marked.is_empty());
}

#[test]
fn what_is_not_ones_own_keeps_all_of_them() {
    let mut scene = Scene::chat(80, 24);
    scene.app.me = Some(crate::scene::user(4, "Dee Dee"));

    scene.presses("tab space up space d");

    assert!(scene.screen().contains("Not deleted: 1 message by somebody else"));
    scene.presses("y");
    assert!(deleted(&mut scene).is_empty());
}

#[test]
fn a_mark_is_taken_away_by_space_and_all_of_them_by_going_elsewhere() {
    let mut scene = Scene::chat(80, 24);
    let unmarked = scene.screen().matches('●').count();
    scene.presses("tab space up space");
    assert_eq!(scene.screen().matches('●').count(), unmarked + 2);

    scene.presses("space");
    assert_eq!(scene.app.marked.len(), 1);
    scene.presses("esc");
    assert!(scene.app.marked.is_empty());

    scene.presses("tab space alt-a");
    assert_eq!(scene.app.open, Some(DESIGN));
    assert!(scene.app.marked.is_empty());
}

#[test]
fn a_marked_message_that_is_gone_is_not_deleted_twice() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("tab space up space");

    scene.hears(campfire_proto::ServerFrame::MessageDeleted {
        room_id: crate::scene::LOBBY,
        message_id: some_talk()[6].id,
    });
    scene.presses("d y");

    assert_eq!(deleted(&mut scene), [15]);
}

#[test]
fn the_bare_view_is_words_alone_and_leaves_the_mouse_to_the_terminal() {
    let mut scene = Scene::chat(80, 24);

    scene.types("draft").presses("alt-l");
    let screen = scene.screen();
    assert!(screen.contains("\n2026-08-21 10:35 Deploy: Build 812 failed: 1. unit 2. browser\n"));
    assert!(screen.starts_with("2026-08-20 16:00 Bo Diddley: Deploy is out"), "{screen}");
    assert!(scene.takes().contains(&Effect::Mouse(false)));
    scene.hears_said(said(crate::scene::LOBBY, 17, 2, 60 * 20, "not now"));
    assert_eq!(scene.screen(), screen, "nothing new moves what somebody selects");
    scene.presses("esc");

    assert!(scene.takes().contains(&Effect::Mouse(true)));
    assert_eq!(scene.written(), "draft");
}

#[test]
fn the_bare_view_goes_up_to_its_beginning_and_no_further() {
    let mut scene = Scene::chat(80, 12);
    for id in 17..30 {
        scene.hears_said(said(crate::scene::LOBBY, id, 2, 60 * 20 + id, "and so on"));
    }
    scene.presses("alt-l");
    let end = scene.screen();
    assert!(!end.contains("16:00 Bo Diddley"));

    scene.presses("up");
    assert_ne!(scene.screen(), end);
    scene.presses("home up pageup");
    assert!(scene.screen().starts_with("2026-08-20 16:00 Bo Diddley"));
    scene.presses("end");

    assert_eq!(scene.screen(), end);
}

#[test]
fn whatever_closes_the_bare_view_takes_the_mouse_back() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("alt-l");
    scene.takes();

    scene.app.overlays.clear();
    scene.presses("alt-l");
    assert!(matches!(scene.app.overlays.last(), Some(Overlay::Bare(_))));
    scene.app.overlays.clear();
    scene.presses("x");

    assert!(scene.takes().contains(&Effect::Mouse(true)));
}

#[test]
fn a_light_background_makes_a_light_theme_unless_somebody_chose() {
    for (choice, light) in [(ThemeChoice::Auto, true), (ThemeChoice::Dark, false)] {
        let mut scene = Scene::chat(80, 24);
        scene.app.preferences.theme = choice;

        scene.happens(Event::Background(Background::Is(250, 250, 240)));

        let wanted = if light { ThemeChoice::Light } else { ThemeChoice::Dark };
        assert_eq!(scene.app.theme, Theme::new(wanted, Depth::True, false));
    }
}

#[test]
fn the_doctor_tells_what_was_found_out() {
    let mut scene = Scene::chat(100, 40);
    scene.happens(Event::Background(Background::Is(0x17, 0x15, 0x1c)));

    scene.types("/doctor").presses("enter");

    let screen = scene.screen();
    assert!(screen.contains("#17151c") && screen.contains("100×40"), "{screen}");
}
