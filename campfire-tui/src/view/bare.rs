//! The bare view: what was said, from edge to edge, and one line that says how to leave.

use ratatui::{
    Frame,
    style::{Modifier, Style},
    text::Line,
    widgets::Clear,
};

use super::line;
use crate::{
    action::Action,
    app::{App, overlay::Bare},
    page::plain,
    screen, text,
};

pub(super) fn draw(app: &App, bare: &Bare, frame: &mut Frame<'_>) {
    let area = frame.area();
    frame.render_widget(Clear, area);
    let Some(timeline) = app.timeline() else { return };
    let words = plain(app, timeline, bare.last, usize::from(area.width));
    let rows = screen::bare_rows(app.size);
    let end = words.len().saturating_sub(bare.up);
    let shown = &words[end.saturating_sub(rows)..end];
    for (row, place) in shown.iter().zip(area.rows()) {
        line(frame, place, Line::raw(row.clone()));
    }
    if let Some(place) = area.rows().next_back() {
        let key = app.keymap.key(Action::Bare);
        let said = format!("The mouse selects text here. Up, PgUp: further up. Esc or {key}: back");
        let said = text::fit(&said, usize::from(place.width));
        line(frame, place, Line::styled(said, Style::new().add_modifier(Modifier::REVERSED)));
    }
}
