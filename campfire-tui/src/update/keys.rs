//! Keys: who gets them, and which action they are.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::Turn;
use crate::{
    action::{Action, Place},
    app::{Focus, link::Link},
    keymap::Press,
    preferences::Enter,
};

impl Turn<'_> {
    pub(super) fn key(&mut self, event: KeyEvent) {
        if event.kind == KeyEventKind::Release {
            return;
        }
        self.app.attention.last_key = self.app.now;
        self.hurry();
        let mut press = Press::of(event);
        // Whoever's terminal keeps Alt for itself has Ctrl-X, then the letter.
        if std::mem::take(&mut self.app.prefixed) {
            press = press.with_alt();
        } else if press.code == KeyCode::Char('x') && press.modifiers == KeyModifiers::CONTROL {
            self.app.prefixed = true;
            return;
        }
        if !self.app.overlays.is_empty() {
            return self.overlay_key(press);
        }
        match self.app.focus {
            Focus::Composer => self.composer_key(press),
            Focus::Message(_) => self.message_key(press),
        }
    }

    fn composer_key(&mut self, press: Press) {
        if let Some(room) = numbered_room(press) {
            return self.visit_numbered(room);
        }
        let action = self.app.keymap.action(Place::Composer, press);
        let action = match (action, self.app.preferences.enter) {
            (Some(Action::Send), Enter::Newline) => Some(Action::NewLine),
            (Some(Action::NewLine), Enter::Newline) if press.code == KeyCode::Enter => {
                Some(Action::Send)
            }
            (action, _) => action,
        };
        match action {
            Some(action) => self.act(action),
            None => match (press.code, press.typed()) {
                (_, Some(letter)) => self.type_letter(letter),
                (KeyCode::Esc, _) => self.step_back(),
                _ => {}
            },
        }
    }

    fn message_key(&mut self, press: Press) {
        if let Some(room) = numbered_room(press) {
            return self.visit_numbered(room);
        }
        match self.app.keymap.action(Place::Messages, press) {
            Some(action) => self.act(action),
            // A letter that means nothing here was meant for the composer.
            None => {
                if let Some(letter) = press.typed() {
                    self.app.focus = Focus::Composer;
                    self.type_letter(letter);
                } else if self.app.keymap.action(Place::Composer, press).is_some() {
                    self.app.focus = Focus::Composer;
                    self.composer_key(press);
                }
            }
        }
    }

    fn visit_numbered(&mut self, number: usize) {
        if let Some(room) = self.app.listed_rooms().get(number) {
            self.visit(*room);
        }
    }

    /// Does an action, wherever it was asked for.
    pub(super) fn act(&mut self, action: Action) {
        if action == Action::Send && self.complete_before_sending() {
            return;
        }
        if self.compose(action) || self.read_on(action) || self.act_on_message(action) {
            return;
        }
        self.act_anywhere(action);
    }

    /// Enter takes a completion that somebody is in the middle of.
    fn complete_before_sending(&mut self) -> bool {
        let offered = self.app.completions();
        let chosen = offered.get(self.app.composer.completion.chosen);
        let whole = chosen.is_some_and(|it| {
            let before = self.app.composer.text.before();
            before.ends_with(it.text.trim_end())
        });
        !whole && self.complete()
    }

    pub(super) fn offline_note(&mut self) {
        if self.app.link == Link::SignedOut {
            self.ask_to_sign_in();
        }
    }
}

/// Alt-1 to Alt-9.
fn numbered_room(press: Press) -> Option<usize> {
    match press.code {
        KeyCode::Char(digit @ '1'..='9') if press.modifiers == KeyModifiers::ALT => {
            digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
        }
        _ => None,
    }
}
