//! What the terminal says of itself, and what follows from it.

use super::Turn;
use crate::{app::overlay::ListKind, effect::Effect, event::Found, theme::Theme};

impl Turn<'_> {
    pub(super) fn learn(&mut self, found: Found) {
        match found {
            Found::Background(background) => {
                self.app.findings.background = background;
                if let Some(light) = self.app.findings.is_light() {
                    self.app.light = light;
                    let choice = self.app.preferences.theme;
                    self.app.theme = Theme::new(choice, self.app.depth, light);
                }
            }
            Found::Widths(widths) => self.app.findings.widths = widths,
        }
    }

    /// Shows what is known; how wide things are drawn is only found out once somebody wants to know.
    pub(super) fn open_doctor(&mut self) {
        if self.app.findings.widths.is_empty() {
            self.effects.push(Effect::MeasureWidths);
        }
        self.open_list(ListKind::Doctor);
    }
}
