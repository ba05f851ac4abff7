//! Writing: drafts, completion, pasting, changing what was said, the editor.

use campfire_proto::{ClientFrame, ContentType, TypingState};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::{
    effect::{Effect, Reply, Request},
    event::Event,
    preferences::Enter,
    scene::{BO, DESIGN, LOBBY, Scene, WITH_BO, said, user, with_html},
};

#[test]
fn each_room_keeps_its_own_draft() {
    let mut scene = Scene::chat(80, 24);
    scene.types("for the lobby");

    scene.presses("alt-a");
    assert_eq!((scene.app.open, scene.written()), (Some(DESIGN), ""));
    scene.loads(DESIGN, Vec::new());
    scene.types("for design").presses("alt-/");

    assert_eq!(scene.written(), "for the lobby");
    assert!(scene.screen().contains("# Design       ✎"), "{}", scene.screen());
    let kept: Vec<_> = scene.app.unsent().drafts.into_iter().map(|draft| draft.text).collect();
    assert_eq!(kept, ["for the lobby", "for design"]);
}

#[test]
fn a_draft_is_on_its_way_to_the_disk_soon_after_a_key() {
    let mut scene = Scene::chat(80, 24);
    scene.types("half");

    scene.waits(1);

    let kept = scene.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(unsent) => Some(unsent.drafts[0].text.clone()),
        _ => None,
    });
    assert_eq!(kept.as_deref(), Some("half"));
}

#[test]
fn esc_never_takes_a_text_away() {
    let mut scene = Scene::chat(80, 24);
    scene.types("keep me @B");
    assert!(scene.screen().contains("@Bo Diddley"));

    scene.presses("esc esc esc");

    assert_eq!(scene.written(), "keep me @B");
}

#[test]
fn a_cleared_text_comes_back_with_undo() {
    let mut scene = Scene::chat(80, 24);

    scene.types("precious").presses("ctrl-c");
    assert_eq!(scene.written(), "");
    scene.presses("ctrl-_");

    assert_eq!(scene.written(), "precious");
}

#[test]
fn names_emoji_rooms_and_commands_complete() {
    for (typed, keys, expected) in [
        ("hi @bo", "tab", "hi @Bo Diddley "),
        ("so :rocke", "tab", "so 🚀"),
        ("see #des", "tab", "see #Design "),
        ("/searc", "tab", "/search "),
        ("/play tromb", "tab", "/play trombone"),
        ("hi @d", "down enter", "hi @Deploy "),
    ] {
        let mut scene = Scene::chat(80, 24);
        scene.types(typed).presses(keys);
        assert_eq!(scene.written(), expected, "{typed}");
    }
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let mut scene = Scene::chat(80, 24);

    scene.happens(Event::Paste("one\r\ntwo\rthree\x1b[31m\x07".to_owned()));

    assert_eq!(scene.written(), "one\ntwo\nthree[31m");
    assert_eq!(scene.app.outbox.entries(), []);
}

#[test]
fn a_long_paste_is_asked_about_and_no_means_no() {
    let long = "line\n".repeat(50);
    let mut scene = Scene::chat(80, 24);

    scene.happens(Event::Paste(long.clone()));
    assert!(scene.screen().contains("Paste 50 lines"));
    scene.presses("n");
    assert_eq!(scene.written(), "");
    scene.happens(Event::Paste(long.clone())).presses("y");

    assert_eq!(scene.written(), long);
}

#[test]
fn enter_and_alt_enter_can_change_places() {
    let mut scene = Scene::chat(80, 24);
    scene.types("a").presses("alt-enter").types("b");
    assert_eq!(scene.written(), "a\nb");

    scene.app.preferences.enter = Enter::Newline;
    scene.presses("enter").types("c").presses("alt-enter");

    assert_eq!(scene.app.outbox.entries()[0].content, "a\nb\nc");
}

#[test]
fn up_on_nothing_changes_the_last_thing_one_said() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("up");
    let request = scene.asked(|request| matches!(request, Request::Source(_)));
    let mut source = said(LOBBY, 14, 1, 60 * 17 + 1, "rollback");
    source.source = Some("*rollback*".to_owned());
    source.source_type = Some(ContentType::Markdown);
    scene.answered(request, Reply::Message(source));
    assert_eq!(scene.written(), "*rollback*");
    assert!(scene.screen().contains("changing a message"));

    scene.types(" now").presses("enter");

    let Request::Change { content, content_type, .. } =
        scene.asked(|request| matches!(request, Request::Change { .. }))
    else {
        unreachable!()
    };
    assert_eq!((content.as_str(), content_type), ("*rollback* now", ContentType::Markdown));
}

#[test]
fn a_draft_waits_while_a_message_is_changed() {
    let mut scene = Scene::chat(80, 24);
    scene.types("draft").presses("tab up up e");
    let request = scene.asked(|request| matches!(request, Request::Source(_)));
    let browser =
        with_html(said(LOBBY, 14, 1, 1, "bold move"), "<div><strong>bold</strong> move</div>");

    scene.answered(request, Reply::Message(browser));
    assert_eq!(scene.written(), "**bold** move");
    scene.presses("esc");

    assert_eq!(scene.written(), "draft");
}

#[test]
fn the_editor_gets_the_text_and_gives_it_back() {
    let mut scene = Scene::chat(80, 24);
    scene.types("short").presses("ctrl-o");
    assert!(scene.takes().contains(&Effect::Edit("short".to_owned())));

    scene.happens(Event::Edited(Ok("much\nlonger\n".to_owned())));
    assert_eq!(scene.written(), "much\nlonger");
    scene.happens(Event::Edited(Err("vi ended with 1".to_owned())));

    assert_eq!(scene.written(), "much\nlonger");
    assert!(scene.screen().contains("Nothing was changed"));
}

#[test]
fn the_others_hear_that_we_type_but_not_with_every_key() {
    let mut scene = Scene::chat(80, 24);
    let start = Effect::Say(ClientFrame::Typing { room_id: LOBBY, state: TypingState::Start });

    scene.types("hello there");
    let told = scene.takes().into_iter().filter(|effect| *effect == start).count();
    assert_eq!(told, 1);
    scene.waits(4).types("!");

    assert!(scene.takes().contains(&start));
    scene.presses("ctrl-u");
    let stop = Effect::Say(ClientFrame::Typing { room_id: LOBBY, state: TypingState::Stop });
    assert!(scene.takes().contains(&stop));
}

#[test]
fn a_terminal_that_keeps_alt_has_ctrl_x() {
    let mut scene = Scene::chat(80, 24);

    scene.presses("ctrl-x a");

    assert_eq!(scene.app.open, Some(DESIGN));
}

#[test]
fn writing_to_somebody_opens_the_room_or_makes_it() {
    let mut scene = Scene::chat(80, 24);

    scene.types("/dm bo").presses("enter");
    assert_eq!(scene.app.open, Some(WITH_BO));
    scene.types("/dm cy").presses("enter");

    let Request::Create(room) = scene.asked(|request| matches!(request, Request::Create(_))) else {
        unreachable!()
    };
    assert_eq!(room.user_id, Some(user(3, "Cy").id));
    assert_ne!(room.user_id, Some(BO));
}

#[test]
fn a_key_types_when_it_goes_down_and_not_when_it_comes_up() {
    let mut scene = Scene::chat(80, 24);
    let kinds = [KeyEventKind::Press, KeyEventKind::Repeat, KeyEventKind::Release];

    for kind in kinds {
        let (code, held) = (KeyCode::Char('a'), KeyModifiers::NONE);
        scene.happens(Event::Key(KeyEvent::new_with_kind(code, held, kind)));
    }

    assert_eq!(scene.written(), "aa");
}
