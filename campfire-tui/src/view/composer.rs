//! Where one writes, and what the word before the caret could become.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Clear,
};

use super::{line, on};
use crate::{
    app::App,
    screen::{PROMPT, Screen, composer_columns},
    text::{self, wrap},
};

/// From here on the number of characters is shown.
const NEARLY_FULL: usize = 9_500;

/// Draws what is written; where the caret is.
pub(super) fn draw(app: &App, frame: &mut Frame<'_>, area: Rect) -> Option<Position> {
    let theme = &app.theme;
    let mut rows = area.rows();
    let edge = rows.next()?;
    line(frame, edge, Line::styled("─".repeat(usize::from(edge.width)), theme.divider));
    let written = app.composer.text.text();
    note(app, frame, edge, written);
    let columns = composer_columns(area.width);
    let ranges = wrap::ranges(written, columns);
    let caret = app.composer.text.before().len();
    let at = ranges.iter().rposition(|(start, _)| *start <= caret).unwrap_or(0);
    let height = usize::from(area.height.saturating_sub(1)).max(1);
    let first = (at + 1).saturating_sub(height);
    let prompt_style = if app.composer.editing.is_some() { theme.warning } else { theme.accent };
    if written.is_empty() {
        let place = rows.next()?;
        let hint = app.room().map_or_else(
            || app.no_room(),
            |room| format!("Message {}", text::clean_line(&room.name)),
        );
        let spans = vec![Span::styled(PROMPT, prompt_style), Span::styled(hint, theme.muted)];
        line(frame, place, Line::from(spans));
        return Some(Position::new(place.x + 2, place.y));
    }
    let mut position = None;
    for (number, ((start, end), place)) in
        ranges.iter().zip(0..).skip(first).zip(rows).map(|((range, n), place)| (n, (*range, place)))
    {
        let row = text::clean_line(&written[start..end]);
        let prompt = if number == 0 { PROMPT } else { "  " };
        let spans = vec![Span::styled(prompt, prompt_style), Span::styled(row, theme.text)];
        line(frame, place, Line::from(spans));
        if number == at {
            let before = text::width(&text::clean_line(&written[start..caret]));
            let column = u16::try_from(before).unwrap_or(0).saturating_add(2);
            let x = place.x.saturating_add(column).min(place.right().saturating_sub(1));
            position = Some(Position::new(x, place.y));
        }
    }
    position
}

/// On the line above: that one is changing a message, or how little may be added.
fn note(app: &App, frame: &mut Frame<'_>, edge: Rect, written: &str) {
    let mut words = String::new();
    if app.composer.editing.is_some() {
        words.push_str(" changing a message, Esc leaves it ");
    }
    if written.len() >= NEARLY_FULL {
        let count = written.chars().count();
        if count >= NEARLY_FULL {
            words = format!(" {count} of {} ", campfire_proto::limits::MESSAGE_LENGTH);
        }
    }
    let wide = u16::try_from(text::width(&words)).unwrap_or(0);
    if wide > 0 && wide + 4 < edge.width {
        let place = Rect { x: edge.right() - wide - 2, width: wide, ..edge };
        line(frame, place, Line::styled(words, app.theme.warning));
    }
}

/// The list above the composer.
pub(super) fn completions(app: &App, frame: &mut Frame<'_>, screen: &Screen) {
    let offered = app.completions();
    if offered.is_empty() || !app.overlays.is_empty() {
        return;
    }
    let theme = &app.theme;
    let wide = offered.iter().map(|it| text::width(&it.shown)).max().unwrap_or(0) + 4;
    let width =
        u16::try_from(wide).unwrap_or(u16::MAX).min(screen.composer.width.saturating_sub(2));
    let height = u16::try_from(offered.len()).unwrap_or(1).min(screen.composer.y.saturating_sub(1));
    let area = Rect {
        x: screen.composer.x + 1,
        y: screen.composer.y.saturating_sub(height),
        width,
        height,
    };
    frame.render_widget(Clear, area);
    for ((number, item), place) in offered.iter().enumerate().zip(area.rows()) {
        let chosen = number == app.composer.completion.chosen;
        let shown = text::pad(&format!(" {} ", item.shown), usize::from(width));
        let style = if chosen { theme.surface.patch(theme.selection) } else { theme.raised };
        line(frame, place, Line::styled(shown, on(style, style)));
    }
}
