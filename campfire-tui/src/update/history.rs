//! What was sent before, to be sent again with a change.

use super::Turn;
use crate::app::Recalled;

/// Nobody goes back further.
const REMEMBERED: usize = 100;

impl Turn<'_> {
    pub(super) fn remember_sent(&mut self, text: &str) {
        let sent = &mut self.app.sent;
        if sent.last().is_none_or(|last| last != text) {
            sent.push(text.to_owned());
        }
        if sent.len() > REMEMBERED {
            sent.remove(0);
        }
    }

    pub(super) fn recall_older(&mut self) {
        let here = self.app.composer.recalled.as_ref().map_or(self.app.sent.len(), |it| it.at);
        match here.checked_sub(1) {
            Some(older) => self.recall(older),
            None => self.app.notice("Nothing was sent before that"),
        }
    }

    /// Past the last one is the draft again.
    pub(super) fn recall_newer(&mut self) {
        let Some(recalled) = self.app.composer.recalled.take() else { return };
        let newer = recalled.at + 1;
        if newer < self.app.sent.len() {
            self.app.composer.recalled = Some(recalled);
            self.recall(newer);
        } else {
            self.app.composer.text.replace(&recalled.draft);
            self.draft_changed();
        }
    }

    fn recall(&mut self, at: usize) {
        let Some(text) = self.app.sent.get(at).cloned() else { return };
        let draft = match self.app.composer.recalled.take() {
            Some(recalled) => recalled.draft,
            None => self.app.composer.text.text().to_owned(),
        };
        self.app.composer.text.replace(&text);
        self.app.composer.recalled = Some(Recalled { at, draft });
        self.draft_changed();
    }
}
