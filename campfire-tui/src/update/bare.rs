//! The bare view: words alone. The mouse is the terminal's meanwhile, so that text can be selected.

use crossterm::event::{KeyCode, KeyModifiers};

use super::Turn;
use crate::{
    action::{Action, Place},
    app::overlay::{Bare, Overlay},
    keymap::Press,
    page::plain,
    screen,
};

impl Turn<'_> {
    pub(super) fn open_bare(&mut self) {
        let visible = self.page().map(|page| page.visible()).unwrap_or_default();
        let Some(last) = visible.iter().rev().find_map(|row| row.message) else {
            return self.app.notice("There is nothing here to select");
        };
        self.app.overlays.push(Overlay::Bare(Bare { last, up: 0 }));
    }

    pub(super) fn bare_key(&mut self, mut bare: Bare, press: Press) {
        let leaves = press.code == KeyCode::Esc
            || press.code == KeyCode::Char('q')
            || (press.code == KeyCode::Char('c') && press.modifiers == KeyModifiers::CONTROL)
            || self.app.keymap.action(Place::Anywhere, press) == Some(Action::Bare);
        if leaves {
            return;
        }
        let rows = screen::bare_rows(self.app.size);
        let page = rows.saturating_sub(1).max(1);
        bare.up = match press.code {
            KeyCode::Up => bare.up + 1,
            KeyCode::Down => bare.up.saturating_sub(1),
            KeyCode::PageUp => bare.up + page,
            KeyCode::PageDown => bare.up.saturating_sub(page),
            KeyCode::Home => usize::MAX,
            KeyCode::End => 0,
            _ => bare.up,
        };
        let whole = self.app.timeline().map_or(0, |timeline| {
            plain(self.app, timeline, bare.last, usize::from(self.app.size.0)).len()
        });
        bare.up = bare.up.min(whole.saturating_sub(rows));
        self.app.overlays.push(Overlay::Bare(bare));
    }
}
