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
            None => {
                self.app.composer.text = TextBox::with(line);
                self.send();
            }
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
}
