//! The search in all rooms: more pages, other words, none at all.

use campfire_proto::{SearchPage, SearchResult, Timestamp, search::RecentSearch};

use super::overlays::hit;
use crate::{
    api::{Error, Query},
    app::overlay::Overlay,
    effect::{Effect, Reply, Request},
    scene::Scene,
};

fn search_asked(scene: &Scene) -> Request {
    scene.asked(|request| matches!(request, Request::Search(_)))
}

/// Two were found, and there are more.
fn found() -> Scene {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-f").types("red").presses("enter");
    answers(&mut scene, vec![hit(70, "one"), hit(60, "other")], Some("more"));
    scene.effects.clear();
    scene
}

fn answers(scene: &mut Scene, results: Vec<SearchResult>, next: Option<&str>) {
    let found = SearchPage { results, next: next.map(str::to_owned) };
    scene.answered(search_asked(scene), Reply::Found(found));
}

fn searches(scene: &mut Scene) -> Vec<Query> {
    let asked = scene.takes().into_iter().filter_map(|effect| match effect {
        Effect::Ask(Request::Search(query)) => Some(query),
        _ => None,
    });
    asked.collect()
}

#[test]
fn a_further_page_stands_below_the_first_and_is_asked_for_once() {
    let mut scene = found();

    scene.presses("down down");
    let request = search_asked(&scene);
    assert_eq!(searches(&mut scene).len(), 1, "one is on its way");
    let page = SearchPage { results: vec![hit(50, "third")], next: None };
    scene.answered(request, Reply::Found(page));

    let screen = scene.screen();
    assert!(["one", "other", "third"].iter().all(|it| screen.contains(it)), "{screen}");
}

#[test]
fn other_words_are_looked_for_before_anything_is_opened() {
    let mut scene = found();

    scene.types("der").presses("enter");

    assert_eq!(searches(&mut scene)[0].words, "redder");
    assert!(matches!(scene.app.overlays.last(), Some(Overlay::Search(_))));
}

#[test]
fn a_search_that_fails_says_why() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-f").types("red").presses("enter");

    scene.refused(search_asked(&scene), Error::Network("The line is dead".to_owned()));

    assert!(scene.screen().contains("The line is dead"));
}

#[test]
fn what_was_looked_for_lately_can_be_chosen() {
    let mut scene = Scene::chat(80, 24);
    scene.presses("ctrl-f");
    let created_at = Timestamp::now();
    let recent =
        ["red", "deploy friday"].map(|it| RecentSearch { query: it.to_owned(), created_at });
    scene.answered(Request::RecentSearches, Reply::Searches(recent.into()));
    assert!(scene.screen().contains("deploy friday"));

    scene.presses("down enter");

    assert_eq!(searches(&mut scene)[0].words, "deploy friday");
}
