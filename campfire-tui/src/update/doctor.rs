//! What the terminal says of itself, and what follows from it.

use super::Turn;
use crate::{app::findings::Background, theme::Theme};

impl Turn<'_> {
    pub(super) fn learn_background(&mut self, background: Background) {
        self.app.findings.background = background;
        if let Some(light) = self.app.findings.is_light() {
            self.app.light = light;
            let choice = self.app.preferences.theme;
            self.app.theme = Theme::new(choice, self.app.depth, light);
        }
    }
}
