//! Commands, and what narrows a search.

use campfire_proto::{ContentType, Involvement, Link, Role, RoomId, RoomType, UserId};

use crate::{
    effect::{Effect, Request},
    event::Event,
    preferences::Compose,
    scene::{BO, DESIGN, LOBBY, Scene, said, some_talk},
};

fn runs(line: &str) -> (Scene, Vec<Effect>) {
    let mut scene = Scene::chat(100, 30);
    scene.types(line).presses("esc enter");
    let effects = scene.takes();
    (scene, effects)
}

fn asked(line: &str) -> Vec<Request> {
    let asks = runs(line).1.into_iter().filter_map(|effect| match effect {
        Effect::Ask(request) => Some(request),
        _ => None,
    });
    asks.collect()
}

#[test]
fn rooms_are_changed_by_words() {
    assert_eq!(asked("/notify invisible"), [Request::Involve(LOBBY, Involvement::Invisible)]);
    assert_eq!(asked("/notify hide"), [Request::Involve(LOBBY, Involvement::Invisible)]);
    assert_eq!(asked("/read"), [Request::MarkRead(LOBBY)]);
    assert_eq!(asked("/read all"), [Request::MarkRead(DESIGN)]);
    for (line, wanted) in [("/room close", RoomType::Closed), ("/room open", RoomType::Open)] {
        let asked = asked(line);
        let [Request::ChangeRoom(LOBBY, change)] = asked.as_slice() else { panic!("{asked:?}") };
        assert_eq!(change.room_type, Some(wanted));
    }
    let asked = asked("/room rename Garden");
    let [Request::ChangeRoom(LOBBY, change)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(change.name.as_deref(), Some("Garden"));
    assert!(runs("/room delete").0.screen().contains("Delete All Talk"));
    assert!(runs("/room new Garden").0.screen().contains("New room"));
}

#[test]
fn a_word_that_means_nothing_is_told_and_kept() {
    for line in ["/notify loudly", "/read some", "/room dance", "/sound 11", "/theme pink"]
        .into_iter()
        .chain(["/copy that", "/open 9", "/goto x", "/login", "/nonsense"])
        .chain(["/sound volume 101", "/leave"])
    {
        let (scene, effects) = runs(line);

        assert_eq!((scene.written(), effects.len()), (line, 0), "{line}");
        assert!(scene.app.toast.is_some(), "{line}");
    }
}

#[test]
fn what_is_copied_and_opened_is_the_newest_that_has_it() {
    let code = "fn main() {\n    rollback();\n}".to_owned();
    assert_eq!(runs("/copy code").1, [Effect::Copy(code)]);
    assert_eq!(runs("/copy").1, [Effect::Copy(some_talk()[6].content.clone())]);
    let link = "https://chat.example.org/rooms/1/@16".to_owned();
    assert_eq!(runs("/copy link").1, [Effect::Copy(link)]);
    let mut scene = Scene::chat(100, 30);
    scene.app.account.as_mut().unwrap().join_code = Some("abcd".to_owned());
    scene.types("/invite").presses("enter");
    let invitation = Effect::Copy("https://chat.example.org/join/abcd".to_owned());
    assert!(scene.takes().contains(&invitation));
}

#[test]
fn sound_is_turned_on_off_and_to_a_volume() {
    assert_eq!(runs("/sound off").1, [Effect::Volume(0)]);
    assert_eq!(runs("/sound volume 30").1, [Effect::Volume(30)]);
    assert_eq!(runs("/sound test").1, [Effect::Play("bell".to_owned())]);
}

#[test]
fn a_link_to_a_message_leads_into_its_room() {
    let (scene, _) = runs("/goto https://chat.example.org/rooms/2/@70");

    assert_eq!(scene.app.open, Some(DESIGN));
    assert!(runs("/goto https://chat.example.org/rooms/99/@70").0.screen().contains("no room 99"));
    let (scene, _) = runs("/goto 2/12");
    assert_eq!(scene.app.open, Some(LOBBY), "that is no link of ours");
}

#[test]
fn plain_words_stay_plain_where_somebody_wants_it() {
    for (compose, kind) in
        [(Compose::Plain, ContentType::Plain), (Compose::Markdown, ContentType::Markdown)]
    {
        let mut scene = Scene::chat(80, 24);
        scene.app.preferences.compose = compose;

        scene.types("*stars*").presses("enter");

        assert_eq!(scene.app.outbox.entries()[0].content_type, kind);
    }
}

#[test]
fn a_search_is_narrowed_by_names() {
    let searched = |line: &str| {
        let asked = asked(&format!("/search {line}")).into_iter();
        asked.rev().find_map(|it| if let Request::Search(query) = it { Some(query) } else { None })
    };
    let query = searched("red from:bo in:design").unwrap();
    assert_eq!((query.words.as_str(), query.from, query.room), ("red", Some(BO), Some(DESIGN)));
    let query = searched("from:me \"red or in:blue\" in:\"all talk\"").unwrap();
    assert_eq!(query.words, "\"red or in:blue\"");
    assert_eq!((query.from, query.room), (Some(UserId(1)), Some(LOBBY)));
    assert_eq!(searched("in:@bo x").unwrap().room.or(Some(RoomId(0))), Some(RoomId(3)));
}

#[test]
fn a_name_that_nobody_bears_is_named_and_nothing_is_asked() {
    for (line, said) in [
        ("red from:zorro", "from: there is nobody called zorro"),
        ("red from:d", "from: d may be Dee Dee or Deploy"),
        ("red in:cellar", "in: you are in no room called cellar"),
        ("from:bo", "A search needs a word beside from: and in:"),
    ] {
        let (scene, effects) = runs(&format!("/search {line}"));

        assert!(scene.screen().contains(said), "{}", scene.screen());
        assert!(!effects.iter().any(|it| matches!(it, Effect::Ask(Request::Search(_)))));
    }
}

#[test]
fn a_link_is_opened_by_its_number() {
    let mut scene = Scene::chat(100, 30);
    let urls = ["https://a.example", "https://b.example"];
    let mut message = said(LOBBY, 17, 2, 60 * 19, "two links");
    message.links = urls.map(|url| Link { url: url.to_owned(), preview: None }).into();
    scene.hears_said(message).hears_said(said(LOBBY, 18, 2, 60 * 19, "none"));
    scene.takes();

    scene.types("/open 2").presses("enter");

    assert!(scene.takes().contains(&Effect::Browse(urls[1].to_owned())));
    scene.types("/open 0").presses("enter");
    assert_eq!(scene.written(), "/open 0");
}

#[test]
fn a_room_is_changed_by_whoever_may() {
    let mut scene = Scene::chat(100, 30);
    scene.app.me.as_mut().unwrap().role = Role::Member;

    scene.types("/room close").presses("esc enter");

    assert_eq!(scene.takes(), []);
    assert!(scene.screen().contains("Only who made it and administrators"));
}

#[test]
fn a_room_that_was_hidden_comes_back_by_its_name() {
    let mut scene = Scene::chat(100, 30);
    let kitchen = scene.app.rooms.get_mut(&RoomId(4)).unwrap();
    kitchen.membership.involvement = Involvement::Invisible;

    scene.types("/join Kitchen").presses("esc enter");

    assert_eq!(scene.app.open, Some(RoomId(4)));
    let asked = Request::Involve(RoomId(4), Involvement::Mentions);
    assert!(scene.takes().contains(&Effect::Ask(asked)));
}

#[test]
fn a_shrug_keeps_its_arm() {
    let (scene, _) = runs("/shrug well");

    assert_eq!(scene.app.outbox.entries()[0].content, "well ¯\\\\_(ツ)_/¯");
}

#[test]
fn among_lines_a_command_means_the_message_one_went_to() {
    let mut scene = Scene::chat(100, 30);
    scene.happens(Event::Line("/goto 12".to_owned()));
    scene.takes();

    scene.happens(Event::Line("/copy".to_owned()));

    assert!(scene.takes().contains(&Effect::Copy(some_talk()[2].content.clone())));
}

#[test]
fn a_filter_without_a_name_means_nobody_also_where_there_is_but_one() {
    let mut scene = Scene::chat(100, 30);
    scene.app.people.retain(|person, _| *person == BO);

    scene.types("/search red from:").presses("esc enter");

    assert!(!scene.takes().iter().any(|it| matches!(it, Effect::Ask(Request::Search(_)))));
}
