//! What a picture costs, in things that can be counted: how many messages are laid out for it, and how
//! many bytes reach the terminal. Time is measured elsewhere, see `docs/performance.md`.

use std::{cell::RefCell, io, rc::Rc};

use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};

use super::{ViewCache, view};
use crate::scene::{LOBBY, Scene, page, said};

/// More than anybody scrolls through.
const MESSAGES: i64 = 10_000;
const SIZE: (u16, u16) = (160, 50);

/// A room in which much has been said.
fn long_talk() -> Scene {
    let mut scene = Scene::blank(SIZE.0, SIZE.1);
    scene.comes_online();
    let talk =
        (1..=MESSAGES).map(|id| said(LOBBY, id, id % 4 + 1, id, "some <b>words</b> to fill"));
    let request = scene.asked(
        |request| matches!(request, crate::effect::Request::Page { room, .. } if *room == LOBBY),
    );
    scene.answered(request, crate::effect::Reply::Page(page(talk.collect())));
    scene
}

#[derive(Clone, Default)]
struct Counter(Rc<RefCell<usize>>);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self.0.borrow_mut() += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_picture_lays_out_what_is_seen_and_the_next_one_only_what_is_new() {
    let mut scene = long_talk();
    let mut cache = ViewCache::default();

    scene.draws_with(&mut cache);
    let first = cache.bodies.made();
    assert!((10..=50).contains(&first), "{first} messages were laid out");
    scene.types("a");
    scene.draws_with(&mut cache);
    assert_eq!(cache.bodies.made(), 0, "a letter changes no message");

    scene.hears_said(said(LOBBY, MESSAGES + 1, 2, MESSAGES + 1, "and another one"));
    scene.draws_with(&mut cache);
    assert!(cache.bodies.made() <= 1);
    scene.presses("shift-up");
    scene.draws_with(&mut cache);
    assert!(cache.bodies.made() <= 2, "{} for a row up", cache.bodies.made());
}

#[test]
fn what_was_laid_out_long_ago_is_let_go() {
    let mut scene = long_talk();
    let mut cache = ViewCache::default();
    for _ in 0..100 {
        scene.presses("pageup");
        scene.draws_with(&mut cache);
    }

    assert!(cache.bodies.kept() < 500, "{} are kept", cache.bodies.kept());
}

#[test]
fn a_key_sends_the_terminal_less_than_300_bytes() {
    let mut scene = long_talk();
    let mut cache = ViewCache::default();
    let counter = Counter::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1));
    let backend = CrosstermBackend::new(counter.clone());
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
    terminal.draw(|frame| view(&scene.app, &mut cache, frame)).unwrap();

    for letter in "a message of some length, with 世界 in it, that goes on for a while".chars() {
        let before = *counter.0.borrow();
        scene.types(&letter.to_string());
        terminal.draw(|frame| view(&scene.app, &mut cache, frame)).unwrap();
        let written = *counter.0.borrow() - before;
        assert!(written < 300, "{written} bytes for {letter:?}");
    }
}
