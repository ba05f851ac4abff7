//! Other people's keys: modes and counts, prefixes, what was sent before, finding in what is loaded.

use campfire_proto::{MessageId, RoomId};

use crate::{
    action::Action,
    app::{Focus, overlay::Overlay},
    effect::{Effect, Request},
    keymap::Keymap,
    preferences::Preset,
    scene::{DESIGN, LOBBY, Scene, said},
};

fn with(preset: Preset) -> Scene {
    Scene::chat(80, 24).with_preset(preset)
}

fn picked(scene: &Scene) -> i64 {
    scene.app.picked().map_or(0, |message| message.id.0)
}

#[test]
fn vim_writes_first_reads_after_esc_and_says_so() {
    let mut scene = with(Preset::Vim);
    scene.types("hjkl");
    assert_eq!(scene.written(), "hjkl");
    assert!(scene.screen().contains(" INSERT"));

    scene.presses("esc");

    assert!(scene.screen().contains(" NORMAL"));
    assert_eq!((picked(&scene), scene.written()), (16, "hjkl"));
    scene.types("xz");
    assert_eq!(scene.written(), "hjkl", "where one reads no letter writes");
    for key in ["i", "a", "o"] {
        scene.presses(key).types("!").presses("esc");
    }
    assert_eq!(scene.written(), "hjkl!!!");
}

#[test]
fn vim_moves_by_counts_and_to_both_ends() {
    let mut scene = with(Preset::Vim);
    scene.presses("esc");
    for (keys, where_to) in
        [("k", 15), ("2 k", 13), ("3 j", 16), ("g g", 10), ("G", 16), ("1 0 k", 10), ("j", 11)]
    {
        scene.presses(keys);
        assert_eq!(picked(&scene), where_to, "{keys}");
    }
    scene.presses("G l");
    assert_ne!(scene.app.open, Some(LOBBY), "l is the next room");
    scene.presses("h");
    assert_eq!(scene.app.open, Some(LOBBY));
    assert!(scene.app.mode.normal, "another room is no other mode");
}

#[test]
fn vim_scrolls_by_half_screens_and_takes_the_pick_along() {
    let mut scene = with(Preset::Vim);
    for id in 17..80 {
        scene.hears_said(said(LOBBY, id, 2, 1200 + id, "words"));
    }
    scene.presses("esc ctrl-u ctrl-u");
    let up = picked(&scene);
    assert!(up < 79, "{up}");

    scene.presses("ctrl-d");

    assert!(picked(&scene) > up);
}

#[test]
fn vim_copies_and_deletes_what_a_motion_covers() {
    let mut scene = with(Preset::Vim);
    scene.presses("esc y y");
    let copied = |effects: Vec<Effect>| {
        effects.into_iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.lines().count()),
            _ => None,
        })
    };
    assert_eq!(copied(scene.takes()), Some(1));
    scene.presses("y 2 k");
    let said_there = copied(scene.takes()).unwrap();
    assert!(said_there >= 3, "three messages: {said_there}");

    scene.presses("2 d k");
    assert!(scene.screen().contains("Delete 3 messages for everyone?"));
    scene.presses("n");
    assert!(!scene.takes().iter().any(|it| matches!(it, Effect::Ask(Request::Delete(_)))));
    scene.presses("d k y");
    let asked = scene.takes();
    for id in [15, 16] {
        assert!(asked.contains(&Effect::Ask(Request::Delete(MessageId(id)))), "{asked:?}");
    }
}

#[test]
fn vim_copies_as_many_as_a_count_or_a_motion_says() {
    for (keys, last, next) in [
        ("3 y y", "Dee Dee: /play trombone", "rollback plan"),
        ("y j", "Cy Twombly: Thanks!", "/play trombone"),
    ] {
        let mut scene = with(Preset::Vim);

        scene.presses("esc g g").presses(keys);

        let copied = scene.takes().into_iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text),
            _ => None,
        });
        let copied = copied.unwrap();
        assert!(
            copied.starts_with("Bo Diddley: Deploy is out") && copied.contains(last),
            "{copied}"
        );
        assert!(!copied.contains(next), "{copied}");
    }
}

#[test]
fn vim_counts_begin_with_no_nought_and_have_an_end() {
    let mut scene = with(Preset::Vim);
    scene.presses("esc 0 k");
    assert_eq!(picked(&scene), 15);

    scene.types("99999999999999999999");

    assert_eq!(scene.app.mode.count, Some(9_999));
}

#[test]
fn vim_says_that_one_reads_whatever_led_there() {
    let mut scene = with(Preset::Vim);

    scene.types("/goto 12").presses("enter");

    assert_eq!(picked(&scene), 12);
    assert!(scene.screen().contains(" NORMAL"));
    scene.presses("l");
    assert_ne!(scene.app.open, Some(LOBBY));
    assert!(scene.screen().contains(" NORMAL"), "another room is no other mode");
}

#[test]
fn vim_deletes_nothing_of_others_for_whoever_is_no_administrator() {
    let mut scene = with(Preset::Vim);
    scene.app.me = Some(crate::scene::user(5, "Deploy"));

    scene.presses("esc d k");

    assert!(scene.app.overlays.is_empty());
    assert!(scene.screen().contains("nothing was deleted"));
}

#[test]
fn vim_has_a_mode_also_where_nothing_was_said() {
    let mut scene = with(Preset::Vim);
    scene.presses("esc").presses("ctrl-k").types("kitchen").presses("enter");
    scene.loads(RoomId(4), Vec::new());

    scene.types("x");
    assert_eq!(scene.written(), "");
    scene.presses(":");

    assert!(matches!(scene.app.overlays.last(), Some(Overlay::List(_))), "the palette");
}

#[test]
fn two_letters_may_leave_the_writing_and_the_first_is_not_kept() {
    let mut scene = with(Preset::Vim);
    let chosen = [("to-messages".to_owned(), vec!["j k".to_owned()])];
    scene.app.preferences.keys.chosen = chosen.into();
    scene.app.keymap = Keymap::new(&scene.app.preferences.keys).0;

    scene.types("jam j");
    assert_eq!(scene.written(), "jam j", "a letter is seen at once");
    scene.types("k");

    assert_eq!((picked(&scene), scene.written()), (16, "jam "));
}

#[test]
fn emacs_has_its_own_keys_for_rooms_search_and_leaving() {
    let mut scene = with(Preset::Emacs);
    scene.types("one two").presses("ctrl-a ctrl-f ctrl-k");
    assert_eq!(scene.written(), "o");
    scene.presses("ctrl-y");
    assert_eq!(scene.written(), "one two");

    scene.presses("ctrl-x b");
    assert!(scene.screen().contains("Go to"));
    scene.presses("ctrl-g");
    assert!(scene.app.overlays.is_empty());
    scene.presses("ctrl-s");
    assert!(scene.screen().contains("Search in all rooms"));
    scene.presses("esc ctrl-x ctrl-e");
    assert!(scene.takes().iter().any(|it| matches!(it, Effect::Edit(_))));
    scene.presses("ctrl-x a");
    assert_eq!(scene.app.open, Some(DESIGN), "after the prefix a letter is as with Alt");
    scene.presses("ctrl-x ctrl-c");

    assert!(scene.takes().contains(&Effect::Quit));
}

#[test]
fn what_was_sent_comes_back_and_the_draft_after_it() {
    let mut scene = with(Preset::Emacs);
    scene.types("first").presses("enter").types("second").presses("enter").types("draft");

    for (key, shown) in [
        ("alt-p", "second"),
        ("alt-p", "first"),
        ("alt-p", "first"),
        ("alt-n", "second"),
        ("alt-n", "draft"),
        ("alt-n", "draft"),
    ] {
        scene.presses(key);
        assert_eq!(scene.written(), shown);
    }
}

#[test]
fn what_was_sent_twice_comes_back_once() {
    let mut scene = with(Preset::Emacs);
    for text in ["first", "again", "again"] {
        scene.types(text).presses("enter");
    }

    scene.presses("alt-p alt-p");

    assert_eq!(scene.written(), "first");
}

#[test]
fn the_prefix_shows_what_may_follow_until_something_does() {
    let mut scene = with(Preset::Modern);
    scene.presses("ctrl-x");
    let does = Action::NextActivity.entry().does;
    assert!(scene.screen().contains("Ctrl-X, and then") && scene.screen().contains(does));

    scene.presses("u");

    assert!(!scene.screen().contains("Ctrl-X, and then"));
    assert!(scene.screen().contains("Nothing was new when you came here"), "as Alt-U does");
}

#[test]
fn words_are_found_in_what_is_loaded_up_and_down_again() {
    for preset in [Preset::Modern, Preset::Vim] {
        let mut scene = with(preset);
        scene.presses("tab /").types("IS").presses("enter");
        assert_eq!(picked(&scene), 15);
        scene.presses("n n");
        assert_eq!(picked(&scene), 10);
        scene.presses("n");
        assert!(scene.screen().contains("IS isn't further up"));

        scene.presses("N");

        assert_eq!(picked(&scene), 13);
        assert!(matches!(scene.app.focus, Focus::Message(_)));
    }
}

#[test]
fn a_question_mark_on_a_message_is_help_and_in_a_text_a_question_mark() {
    let mut scene = with(Preset::Modern);
    scene.types("why?").presses("tab ?");

    assert!(scene.screen().contains("Keys and commands"));
    assert_eq!(scene.written(), "why?");
}
