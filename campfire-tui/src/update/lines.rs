//! A whole line, where lines are all there is: what it means depends on what was asked last.

use super::Turn;
use crate::app::{Focus, overlay::Overlay, text_box::TextBox};

impl Turn<'_> {
    pub(super) fn line(&mut self, line: &str) {
        self.app.attention.last_key = self.app.now;
        self.hurry();
        let line = line.trim();
        let number = line.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        // Taken off, and put back unless the line answers it.
        match self.app.overlays.pop() {
            None if line.is_empty() => {}
            None => self.say_line(line),
            Some(Overlay::Question(question)) => {
                if ["y", "yes"].contains(&line.to_lowercase().as_str()) {
                    self.agree(question.yes);
                }
            }
            Some(Overlay::Form(mut form)) => {
                if let Some(field) = form.fields.get_mut(form.at) {
                    field.text = TextBox::with(line);
                }
                form.at += 1;
                if form.at < form.fields.len() {
                    self.app.overlays.push(Overlay::Form(form));
                } else {
                    form.at = 0;
                    self.submit(form);
                }
            }
            Some(_) if line.is_empty() => self.app.searched = None,
            Some(Overlay::List(mut list)) => {
                if let Some(chosen) = number {
                    list.chosen = chosen;
                    self.choose(list);
                } else {
                    list.filter = TextBox::with(line);
                    self.app.overlays.push(Overlay::List(list));
                }
            }
            Some(Overlay::Search(mut panel)) => match number {
                Some(chosen) if chosen < panel.results.len() => {
                    panel.chosen = chosen;
                    self.open_hit(panel);
                }
                _ => {
                    self.app.overlays.push(Overlay::Search(panel));
                    self.search_for(line);
                }
            },
            Some(Overlay::Code(_) | Overlay::Bare(_)) => {}
        }
        if self.app.overlays.is_empty() && self.app.focus == Focus::Composer {
            self.go_to_newest();
        }
    }

    /// A line stands for itself, or below what it answers. A draft from another day stays a draft.
    fn say_line(&mut self, line: &str) {
        let mut before = std::mem::replace(&mut self.app.composer.text, TextBox::with(line));
        if self.app.composer.editing.is_some() {
            return self.send();
        }
        if is_quote(before.text()) && !line.starts_with('/') {
            before.insert(line);
            std::mem::swap(&mut self.app.composer.text, &mut before);
            before = TextBox::default();
        }
        let (room, said) = (self.app.open, self.app.composer.text.text().to_owned());
        self.send();
        let left = self.app.composer.text.text();
        if self.app.open != room {
            self.app.drafts.extend(room.map(|room| (room, before.text().to_owned())));
        } else if left.is_empty() || left == said {
            self.app.composer.text = before;
        } else {
            self.app.composer.text = TextBox::with(&format!("{left}{}", before.text()));
        }
        self.draft_changed();
    }
}

/// Whether this is what `/reply` leaves: somebody's words, and room for an answer.
fn is_quote(text: &str) -> bool {
    text.starts_with("> ") && text.ends_with("\n\n")
}
