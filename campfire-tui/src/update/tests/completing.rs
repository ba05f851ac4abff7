//! What a word could become, and what it isn't taken for.

use campfire_proto::Status;

use crate::scene::{LOBBY, Scene, user};

fn offered(scene: &Scene) -> Vec<String> {
    scene.app.completions().into_iter().map(|it| it.text.trim_end().to_owned()).collect()
}

fn typing(text: &str) -> Scene {
    let mut scene = Scene::chat(80, 24);
    scene.types(text);
    scene
}

#[test]
fn a_smiley_is_sent_as_it_was_typed() {
    for smiley in [":)", ":D", ":p", ":-p", ":-M", ":-)", ":/", ":3"] {
        let mut scene = typing(&format!("fine {smiley}"));

        scene.presses("enter");

        assert_eq!(scene.app.outbox.entries()[0].content, format!("fine {smiley}"));
    }
    assert_eq!(offered(&typing(":-1")), ["👎"], "that is what it is called");
}

#[test]
fn who_is_called_so_is_offered_first() {
    let offered = offered(&typing("hi @d"));

    assert_eq!(offered[..3], ["@Dee Dee", "@Deploy", "@Bo Diddley"], "{offered:?}");
}

#[test]
fn only_those_who_would_hear_it_are_offered() {
    let mut scene = typing("hi @t");
    let members = scene.app.members.get_mut(&LOBBY).unwrap();
    members.retain(|user| user.name != "Cy Twombly");
    assert!(!offered(&scene).contains(&"@Cy Twombly".to_owned()));

    // Who is in the room isn't known yet: everybody who is still there.
    scene.app.members.clear();
    assert!(offered(&scene).contains(&"@Cy Twombly".to_owned()));
    scene.app.people.get_mut(&user(3, "Cy").id).unwrap().status = Status::Banned;

    assert!(!offered(&scene).contains(&"@Cy Twombly".to_owned()));
}

#[test]
fn a_whole_name_needs_no_completing() {
    assert!(offered(&typing("hi @Deploy")).is_empty());
}

#[test]
fn enter_sends_a_name_that_is_whole_though_others_begin_so() {
    let mut scene = typing("hi @De");
    scene.app.members.get_mut(&LOBBY).unwrap().push(user(9, "Dee"));
    scene.types("e");
    assert_eq!(offered(&scene)[..2], ["@Dee", "@Dee Dee"]);

    scene.presses("enter");

    assert_eq!(scene.app.outbox.entries()[0].content, "hi @Dee");
}

#[test]
fn a_list_that_was_closed_comes_back_with_the_next_word() {
    let mut scene = typing("hi @d");

    scene.presses("esc");
    assert!(offered(&scene).is_empty());
    scene.types("ee, @b");

    assert!(!offered(&scene).is_empty());
}

#[test]
fn up_from_the_first_is_the_last_and_another_letter_begins_anew() {
    let mut scene = typing("hi @d");
    let last = offered(&scene).len() - 1;

    scene.presses("up");
    assert_eq!(scene.app.composer.completion.chosen, last);
    scene.types("e");

    assert_eq!(scene.app.composer.completion.chosen, 0);
}
