//! Where one is signed in, letting another device in, and leaving this one.

use campfire_proto::TransferLink;

use super::Turn;
use crate::{
    app::overlay::{Code, Consequence, ListKind, Overlay, Question},
    effect::{Effect, Request},
    keymap::Press,
};
use crossterm::event::KeyCode;

impl Turn<'_> {
    pub(super) fn show_devices(&mut self) {
        self.ask(Request::Sessions);
        self.open_list(ListKind::Devices);
    }

    pub(super) fn show_link(&mut self, TransferLink { url, expires_at, .. }: TransferLink) {
        self.app.overlays.push(Overlay::Code(Code { url, until: expires_at }));
    }

    pub(super) fn code_key(&mut self, code: Code, press: Press) {
        match press.code {
            KeyCode::Enter | KeyCode::Char('y') => {
                self.effects.push(Effect::Copy(code.url));
                self.app.notice("Copied; whoever has this link can sign in as you");
            }
            KeyCode::Esc | KeyCode::Char('q' | 'c') => {}
            _ => self.app.overlays.push(Overlay::Code(code)),
        }
    }

    /// Leaving for good takes with it what hasn't been sent.
    pub(super) fn ask_before_signing_out(&mut self) {
        let waiting = self.app.outbox.entries().len();
        let lost = match waiting {
            0 => String::new(),
            1 => " A message that hasn't been sent is lost.".to_owned(),
            _ => format!(" {waiting} messages that haven't been sent are lost."),
        };
        let text = format!("Sign out of this device? Drafts go, too.{lost}");
        self.app.overlays.push(Overlay::Question(Question { text, yes: Consequence::SignOut }));
    }

    /// The session is over on the server: nothing of it stays here either.
    pub(super) fn leave_nothing(&mut self) {
        self.app.composer = crate::app::Composer::default();
        self.app.drafts.clear();
        self.app.outbox = crate::app::outbox::Outbox::default();
        self.effects.push(Effect::Forget);
    }
}
