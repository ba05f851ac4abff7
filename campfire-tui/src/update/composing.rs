//! Writing: keys that change the text, completion, pasting, the person's own editor.

use super::Turn;
use crate::{
    action::Action,
    app::{
        overlay::{Consequence, Overlay, Question},
        text_box::TextBox,
    },
    effect::Effect,
};

/// A paste of more lines is asked about: it may have been the wrong window.
const LONG_PASTE: usize = 20;

impl Turn<'_> {
    /// A key that types a letter.
    pub(super) fn type_letter(&mut self, letter: char) {
        self.app.composer.text.insert(letter.encode_utf8(&mut [0; 4]));
        // Another word, another chance.
        if matches!(letter, '@' | '#' | ':' | '/') {
            self.app.composer.completion.dismissed = false;
        }
        self.typed();
    }

    /// A paste is text, whatever it holds: never keys, never several messages.
    pub(super) fn paste(&mut self, pasted: &str) {
        self.app.attention.last_key = self.app.now;
        let text = pasted.replace("\r\n", "\n").replace('\r', "\n");
        let text: String =
            text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        match self.app.overlays.last_mut() {
            Some(Overlay::List(list)) => list.filter.insert(&text.replace('\n', " ")),
            Some(Overlay::Search(panel)) => panel.query.insert(&text.replace('\n', " ")),
            Some(Overlay::Form(form)) => {
                if let Some(field) = form.fields.get_mut(form.at) {
                    field.text.insert(text.trim_end_matches('\n'));
                }
            }
            Some(Overlay::Question(_) | Overlay::Code(_) | Overlay::Bare(_)) => {}
            None => {
                self.app.start_writing();
                let lines = text.lines().count();
                if lines > LONG_PASTE {
                    self.app.paste = Some(text);
                    let text = format!("Paste {lines} lines into what you are writing?");
                    let question = Question { text, yes: Consequence::InsertPaste };
                    self.app.overlays.push(Overlay::Question(question));
                } else {
                    self.insert_paste(&text);
                }
            }
        }
    }

    pub(super) fn insert_paste(&mut self, text: &str) {
        self.app.composer.text.insert(text);
        self.typed();
    }

    /// An action that changes the text or moves in it. False if it is none of those.
    pub(super) fn compose(&mut self, action: Action) -> bool {
        let text = &mut self.app.composer.text;
        match action {
            Action::Left => text.left(),
            Action::Right => text.right(),
            Action::WordLeft => text.word_left(),
            Action::WordRight => text.word_right(),
            Action::LineStart => text.to_line_start(),
            Action::LineEnd => {
                if text.is_empty() {
                    self.go_to_newest();
                } else {
                    text.to_line_end();
                }
            }
            Action::Up => self.line_up_or_edit(),
            Action::Down => self.line_down(),
            Action::NewLine => self.change(|text| text.insert("\n")),
            Action::Backspace => self.change(TextBox::backspace),
            Action::Delete => self.change(TextBox::delete),
            Action::DeleteWord => self.change(TextBox::delete_word),
            Action::DeleteNextWord => self.change(TextBox::delete_next_word),
            Action::DeleteToStart => self.change(TextBox::delete_to_start),
            Action::DeleteToEnd => self.change(TextBox::delete_to_end),
            Action::Yank => self.change(TextBox::yank),
            Action::Undo => self.change(TextBox::undo),
            Action::Redo => self.change(TextBox::redo),
            Action::HistoryBack => self.recall_older(),
            Action::HistoryForward => self.recall_newer(),
            _ => return false,
        }
        true
    }

    fn change(&mut self, deed: impl FnOnce(&mut TextBox)) {
        let before = self.app.composer.text.text().len();
        deed(&mut self.app.composer.text);
        if before != self.app.composer.text.text().len() {
            self.typed();
        }
    }

    fn line_up_or_edit(&mut self) {
        let chosen = self.app.composer.completion.chosen;
        let offered = self.app.completions().len();
        if offered > 0 {
            self.app.composer.completion.chosen = (chosen + offered - 1) % offered;
        } else if self.app.composer.text.is_empty() && self.app.composer.editing.is_none() {
            self.edit_last();
        } else if !self.app.composer.text.up() {
            self.app.composer.text.to_line_start();
        }
    }

    fn line_down(&mut self) {
        let chosen = self.app.composer.completion.chosen;
        let offered = self.app.completions().len();
        if offered > 0 {
            self.app.composer.completion.chosen = (chosen + 1) % offered;
        } else if !self.app.composer.text.down() {
            self.app.composer.text.to_line_end();
        }
    }

    fn edit_last(&mut self) {
        let timeline = self.app.timeline();
        let mine = timeline.and_then(|timeline| {
            let mut newest = timeline.messages().values().rev();
            newest.find(|message| self.app.is_me(message.creator_id)).map(|message| message.id)
        });
        match mine {
            Some(message) => self.edit(message),
            None => self.app.notice("You haven't said anything here that could be changed"),
        }
    }

    /// Takes the chosen completion. False if there is none.
    pub(super) fn complete(&mut self) -> bool {
        let offered = self.app.completions();
        let Some(completion) = offered.get(self.app.composer.completion.chosen) else {
            return false;
        };
        self.app.composer.text.complete(completion.replaces, &completion.text);
        self.typed();
        true
    }

    /// Esc takes away what is in the way, one thing at a time, and never a text.
    pub(super) fn step_back(&mut self) {
        if !self.app.completions().is_empty() {
            self.app.composer.completion.dismissed = true;
        } else if let Some(editing) = self.app.composer.editing.take() {
            self.app.composer.text.replace(&editing.draft);
        } else {
            self.app.toast = None;
            self.app.mode.normal = true;
        }
    }

    /// Ctrl-C: clears, so that undo brings it back; on empty it asks whether to leave.
    pub(super) fn clear(&mut self) {
        if self.app.composer.text.is_empty() {
            let text = "Leave? Drafts and what waits to be sent are kept.".to_owned();
            let question = Question { text, yes: Consequence::Quit };
            return self.app.overlays.push(Overlay::Question(question));
        }
        if let Some(editing) = self.app.composer.editing.take() {
            self.app.composer.text.replace(&editing.draft);
        } else {
            self.change(|text| text.replace(""));
            let undo = self.app.keymap.key(Action::Undo);
            self.app.notice(format!("Cleared; {undo} brings it back"));
        }
    }

    pub(super) fn open_editor(&mut self) {
        self.effects.push(Effect::Edit(self.app.composer.text.text().to_owned()));
    }

    pub(super) fn edited(&mut self, text: Result<String, String>) {
        match text {
            Ok(text) => {
                let text = text.trim_end_matches('\n');
                self.change(|composer| composer.replace(text));
            }
            Err(why) => self.app.notice(format!("Nothing was changed: {why}")),
        }
    }
}
