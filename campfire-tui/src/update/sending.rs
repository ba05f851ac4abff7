//! Saying something: from the composer to the outbox, from there to the server, once.

use std::time::Duration;

use campfire_proto::{ClientFrame, ContentType, TypingState, checks, limits, sound};

use super::{Turn, replies::is_final};
use crate::{
    api::Error,
    app::{
        outbox::{Outgoing, State},
        text_box::TextBox,
    },
    effect::{Request, Timer},
    preferences::Compose,
};

const TRY_AGAIN_AFTER: Duration = Duration::from_secs(2);
/// How often the others are told that we type.
const TYPING_EVERY: Duration = Duration::from_secs(3);

impl Turn<'_> {
    /// What Enter does with what is written.
    pub(super) fn send(&mut self) {
        let text = self.app.composer.text.text().trim_end().to_owned();
        if let Some(editing) = self.app.composer.editing.clone() {
            if checks::is_blank(&text) {
                return self.app.notice("An empty message can't be kept; delete it instead");
            }
            if self.is_too_long(&text) {
                return;
            }
            self.app.composer.text = TextBox::with(&editing.draft);
            self.app.composer.editing = None;
            return self.ask(Request::Change {
                message: editing.message,
                content: text,
                content_type: editing.content_type,
            });
        }
        if checks::is_blank(&text) {
            return;
        }
        let words = text.strip_prefix('/').filter(|rest| !rest.starts_with('/'));
        match words {
            Some(_) if sound::played(&text).is_some() => self.post(&text),
            Some(words) => self.command(words),
            // Two slashes are how one says a slash.
            None => self.post(text.strip_prefix('/').unwrap_or(&text)),
        }
    }

    fn is_too_long(&mut self, text: &str) -> bool {
        let long = text.chars().count();
        let too_long = long > limits::MESSAGE_LENGTH;
        if too_long {
            self.app.notice(format!(
                "{long} characters are more than the {} a message may have; nothing was sent",
                limits::MESSAGE_LENGTH
            ));
        }
        too_long
    }

    /// Puts a message into the outbox. It goes out as soon as it is safe on the disk.
    pub(super) fn post(&mut self, text: &str) {
        let Some(room) = self.app.open else {
            return self.app.notice(self.app.no_room());
        };
        let content: String =
            text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        if self.is_too_long(&content) {
            return;
        }
        let plain = self.app.preferences.compose == Compose::Plain;
        let content_type = if plain || sound::played(&content).is_some() {
            ContentType::Plain
        } else {
            ContentType::Markdown
        };
        self.remember_sent(&content);
        self.app.outbox.push(Outgoing {
            room,
            content,
            content_type,
            client_message_id: self.now.fresh.to_string(),
            sent_at: self.app.clock.as_millisecond(),
            state: State::Unkept(self.app.kept + 1),
        });
        self.app.composer = crate::app::Composer::default();
        self.app.drafts.remove(&room);
        self.app.typed_at = None;
        self.go_to_newest();
        if let Some(timeline) = self.app.timeline_mut() {
            timeline.new_after = None;
        }
        self.keep();
    }

    /// Hands over what may go out now.
    pub(super) fn post_what_waits(&mut self) {
        if !self.app.link.answers() {
            return;
        }
        for (room, message) in self.app.outbox.next(self.app.now) {
            self.ask(Request::Post { room, message });
        }
    }

    pub(super) fn post_failed(&mut self, client_message_id: &str, error: &Error) {
        if is_final(error) {
            self.app.outbox.failed(client_message_id, error.to_string());
        } else {
            let wait = match error {
                Error::Refused { retry_after: Some(wait), .. } => *wait,
                Error::Refused { .. } | Error::Network(_) | Error::Unreadable => TRY_AGAIN_AFTER,
            };
            self.app.outbox.wait(client_message_id, self.app.now + wait);
            self.wake(Timer::Post, wait);
        }
        self.keep();
    }

    pub(super) fn retry_failed(&mut self) {
        self.app.outbox.hurry();
        match self.app.outbox.retry_failed() {
            0 => self.app.notice("Nothing failed"),
            _ => self.keep(),
        }
    }

    /// What couldn't be sent becomes a draft again.
    pub(super) fn take_back(&mut self) {
        let Some(room) = self.app.open else { return };
        let texts = self.app.outbox.take_failed(room);
        if texts.is_empty() {
            return self.app.notice("Nothing failed here");
        }
        let mut text = self.app.composer.text.text().to_owned();
        for taken in texts {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&taken);
        }
        self.app.composer.text.replace(&text);
        self.keep();
    }

    /// Something was typed or removed.
    pub(super) fn typed(&mut self) {
        self.draft_changed();
        self.app.composer.completion.chosen = 0;
        let Some(room_id) = self.app.open else { return };
        if self.app.composer.editing.is_some() {
            return;
        }
        let text = self.app.composer.text.text();
        let silent = text.is_empty() || text.starts_with('/');
        match self.app.typed_at {
            Some(_) if silent => {
                self.app.typed_at = None;
                self.say(ClientFrame::Typing { room_id, state: TypingState::Stop });
            }
            Some(at) if self.app.now.saturating_sub(at) < TYPING_EVERY => {}
            _ if silent => {}
            _ => {
                self.app.typed_at = Some(self.app.now);
                self.say(ClientFrame::Typing { room_id, state: TypingState::Start });
            }
        }
    }
}
