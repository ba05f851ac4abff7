//! Keys: who gets them, and which action they are.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::Turn;
use crate::{
    action::{Action, Place},
    keymap::Press,
    preferences::{Enter, Preset},
};

impl Turn<'_> {
    pub(super) fn key(&mut self, event: KeyEvent) {
        if event.kind == KeyEventKind::Release {
            return;
        }
        self.app.attention.last_key = self.app.now;
        self.hurry();
        let mut press = Press::of(event);
        if self.app.preferences.keys.preset == Preset::Emacs
            && Press::parse("ctrl-g") == Some(press)
        {
            // There it leaves whatever one is in, as Esc does everywhere.
            press = Press::from(KeyCode::Esc);
        }
        let place = if self.app.is_on_messages() { Place::Messages } else { Place::Composer };
        let covered = !self.app.overlays.is_empty();
        if !covered && place == Place::Messages && self.counts(press) {
            return;
        }
        if let Some(leader) = self.app.leader.take() {
            let sequel = self.app.keymap.sequel(place, leader, press).filter(|_| !covered);
            if let Some(action) = sequel {
                if place == Place::Composer && leader.typed().is_some() {
                    // It was typed before anybody knew what would follow.
                    self.app.composer.text.backspace();
                }
                return self.act_so_often(action);
            } else if leader.is_prefix() {
                press = press.with_alt();
            } else if place == Place::Messages {
                return self.operate(leader, press);
            }
        } else if press.is_prefix() {
            self.app.leader = Some(press);
            return;
        }
        if covered {
            return self.overlay_key(press);
        }
        if self.app.keymap.leads(place, press) {
            self.app.leader = Some(press);
            if place == Place::Messages || press.typed().is_none() {
                return;
            }
        }
        match place {
            Place::Messages => self.message_key(press),
            Place::Composer | Place::Anywhere => self.composer_key(press),
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
            Some(action) => self.act_so_often(action),
            // Where a mode says that one reads, no key writes.
            None if self.app.has_modes() => self.app.mode.count = None,
            // A letter that means nothing here was meant for the composer.
            None => {
                if let Some(letter) = press.typed() {
                    self.app.start_writing();
                    self.type_letter(letter);
                } else if self.app.keymap.action(Place::Composer, press).is_some() {
                    self.app.start_writing();
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
