//! What may follow Ctrl-X.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{line, on, window};
use crate::{action::Place, app::App, screen::Screen, text};

pub(super) fn draw(app: &App, frame: &mut Frame<'_>, screen: &Screen) {
    let theme = &app.theme;
    let place = if app.is_on_messages() { Place::Messages } else { Place::Composer };
    let follows = app.keymap.after_prefix(place);
    let keys = follows.iter().map(|(press, _)| text::width(&press.to_string())).max();
    // A column before each and one after it.
    let keys = keys.unwrap_or(0) + 3;
    let longest = follows.iter().map(|(_, action)| text::width(action.entry().does)).max();
    let column = u16::try_from(longest.unwrap_or(0) + keys + 2).unwrap_or(u16::MAX);
    let across = usize::from((app.size.0.saturating_sub(2) / column).max(1));
    let rows = u16::try_from(follows.len().div_ceil(across)).unwrap_or(u16::MAX);
    let height = rows.saturating_add(2).min(screen.footer.y);
    let area = Rect { x: 0, y: screen.footer.y - height, width: app.size.0, height };
    let all_fit = usize::from(height) >= usize::from(rows) + 2;
    let title = if all_fit { "Ctrl-X, and then" } else { "Ctrl-X, and then; F1 lists all" };
    let inside = window(theme, frame, area, title);
    let rows = usize::from(inside.height).max(1);
    for (number, (press, action)) in follows.iter().enumerate() {
        let (stack, row) = (number / rows, number % rows);
        let x = inside
            .x
            .saturating_add(column.saturating_mul(u16::try_from(stack).unwrap_or(u16::MAX)));
        let y = inside.y + u16::try_from(row).unwrap_or(0);
        let width = column.min(inside.right().saturating_sub(x));
        let key = text::pad(&format!(" {press}"), keys);
        let words = text::fit(action.entry().does, usize::from(width).saturating_sub(keys + 1));
        let spans = vec![
            Span::styled(key, on(theme.strong, theme.surface)),
            Span::styled(words, on(theme.muted, theme.surface)),
        ];
        if width > 0 {
            line(frame, Rect { x, y, width, height: 1 }, Line::from(spans));
        }
    }
}
