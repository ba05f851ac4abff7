//! Finding words in what is loaded of a room. Searching everything that was ever said is the
//! server's.

use campfire_proto::MessageId;

use super::Turn;
use crate::app::{
    Focus,
    overlay::{Form, Overlay},
};

impl Turn<'_> {
    pub(super) fn ask_for_words(&mut self) {
        self.app.overlays.push(Overlay::Form(Form::find(&self.app.sought)));
    }

    /// Goes to the next message with the words: up is back in time, where one looks for things.
    pub(super) fn find(&mut self, up: bool) {
        let words = self.app.sought.to_lowercase();
        if words.is_empty() {
            return self.ask_for_words();
        }
        let Some(timeline) = self.app.timeline() else { return };
        let here = match self.app.focus {
            Focus::Message(id) => id,
            Focus::Composer => MessageId(i64::MAX),
        };
        let has_words = |id: &MessageId| {
            timeline.get(*id).is_some_and(|it| it.content.to_lowercase().contains(&words))
        };
        let ids = timeline.messages().keys().copied();
        let found = if up {
            ids.rev().filter(|id| *id < here).find(has_words)
        } else {
            ids.filter(|id| *id > here).find(has_words)
        };
        if let Some(message) = found {
            self.show(message);
        } else {
            let way = if up { "up" } else { "down" };
            let words = crate::text::clean_line(&self.app.sought);
            self.app.notice(format!("{words} isn't further {way} in what is loaded"));
        }
    }
}
