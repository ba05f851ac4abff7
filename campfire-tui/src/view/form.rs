//! Forms and questions.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{input, line, on, window};
use crate::{
    app::{
        App,
        overlay::{Form, Question},
    },
    screen,
    text::{self, wrap},
};

const WIDTH: u16 = 60;

pub(super) fn draw(app: &App, form: &Form, frame: &mut Frame<'_>) -> Option<Position> {
    let theme = &app.theme;
    let fields = u16::try_from(form.fields.len()).unwrap_or(1);
    let area = screen::centered(app.size, WIDTH, fields * 2 + 4);
    let inside = window(theme, frame, area, form.title);
    let muted = on(theme.muted, theme.surface);
    let mut rows = inside.rows();
    let mut caret = None;
    for (number, field) in form.fields.iter().enumerate() {
        let (Some(label), Some(place)) = (rows.next(), rows.next()) else { break };
        line(frame, label, Line::styled(format!(" {}", field.label), muted));
        let dots = |text: &str| {
            if field.secret { "•".repeat(text.chars().count()) } else { text.to_owned() }
        };
        let (shown, before) = (dots(field.text.text()), dots(field.text.before()));
        let chosen = number == form.at;
        let prompt = if chosen { " › " } else { "   " };
        let prompt = Span::styled(prompt, on(theme.accent, theme.surface));
        let position = input(frame, place, prompt, &shown, &before, theme.surface);
        if chosen {
            caret = Some(position);
        }
    }
    if let Some(place) = rows.next_back() {
        let (said, style) = match &form.trouble {
            _ if form.busy => (" One moment…".to_owned(), muted),
            Some(trouble) => {
                (format!(" {}", text::clean_line(trouble)), on(theme.danger, theme.surface))
            }
            None => (format!(" {}", form.hint()), muted),
        };
        let said = text::fit(&said, usize::from(place.width));
        line(frame, place, Line::styled(said, style));
    }
    caret.filter(|_| !form.busy)
}

pub(super) fn question(app: &App, question: &Question, frame: &mut Frame<'_>) {
    let theme = &app.theme;
    let width = WIDTH.min(app.size.0.saturating_sub(2));
    let said =
        wrap::wrap_text(&text::clean_line(&question.text), usize::from(width.saturating_sub(4)));
    let height = u16::try_from(said.len()).unwrap_or(1) + 4;
    let area = screen::centered(app.size, width, height);
    let inside = window(theme, frame, area, "Sure?");
    let answers = Line::from(vec![
        Span::styled(" y ", on(theme.strong, theme.surface)),
        Span::styled("yes    ", on(theme.muted, theme.surface)),
        Span::styled("n ", on(theme.strong, theme.surface)),
        Span::styled("no", on(theme.muted, theme.surface)),
    ]);
    let lines = said.into_iter().map(|row| Line::styled(format!(" {row}"), theme.surface));
    let lines = lines.chain([Line::styled("", theme.surface), answers]);
    for (row, place) in lines.zip(Rect { y: inside.y, ..inside }.rows()) {
        line(frame, place, row);
    }
}
