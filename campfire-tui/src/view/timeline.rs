//! What was said in the open room, and what to say where there is nothing.

use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    action::Action,
    app::{App, Focus, link::Link},
    page::{Bodies, Page},
    screen::Screen,
};

pub(super) fn draw(app: &App, bodies: &Bodies, frame: &mut Frame<'_>, screen: &Screen) {
    let area = screen.timeline;
    let (columns, rows) = screen.page();
    let Some(timeline) = app.timeline().filter(|timeline| {
        !timeline.messages().is_empty()
            || app.open.is_some_and(|room| app.outbox.of(room).count() > 0)
    }) else {
        return nothing_yet(app, frame, area);
    };
    let page = Page { app, timeline, columns, rows, bodies: Some(bodies) };
    let visible = page.visible();
    // A short room stands at the bottom, next to where one writes.
    let empty = rows.saturating_sub(visible.len());
    let mut above = None;
    for (row, place) in visible.into_iter().zip(area.rows().skip(empty)) {
        let picked = row.message.is_some_and(|id| app.focus == Focus::Message(id));
        let mut line = row.line;
        if picked {
            stand_out(app, &mut line, frame, place);
        }
        // A mark stands once, where its message begins.
        let begins = row.message != std::mem::replace(&mut above, row.message);
        let marked = begins && row.message.is_some_and(|id| app.marked.contains(&id));
        let mark = match (picked, marked) {
            (_, true) => "●",
            (true, false) => "▐",
            (false, false) => " ",
        };
        let edge = Rect { width: 1, ..place };
        let mark = Span::styled(mark, app.theme.accent.patch(ground(picked, app)));
        frame.render_widget(Line::from(mark), edge);
        let inside = Rect { x: place.x + 1, width: place.width.saturating_sub(1), ..place };
        frame.render_widget(line, inside);
    }
}

/// A row of the message that somebody means.
pub(super) fn stand_out(app: &App, line: &mut Line<'_>, frame: &mut Frame<'_>, place: Rect) {
    for span in &mut line.spans {
        span.style = span.style.patch(app.theme.selection);
    }
    frame.buffer_mut().set_style(place, app.theme.selection);
}

fn ground(picked: bool, app: &App) -> Style {
    if picked { app.theme.selection } else { Style::new() }
}

fn nothing_yet(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let loading = app.timeline().is_some_and(|timeline| !timeline.is_loaded());
    let switch = app.keymap.key(Action::Switch);
    let said = match app.link {
        Link::SignedOut => "You are signed out; /login signs you in".to_owned(),
        Link::Offline { .. } if app.open.is_none() || loading => {
            "The server can't be reached. It is tried again by itself; any key tries at once"
                .to_owned()
        }
        _ if app.open.is_none() && app.rooms.is_empty() => "Looking for your rooms…".to_owned(),
        _ if app.open.is_none() => format!("{switch} goes to a room"),
        _ if loading => "Loading…".to_owned(),
        _ => "Nothing was said here yet. Say something!".to_owned(),
    };
    let words = Paragraph::new(said)
        .alignment(Alignment::Center)
        .wrap(ratatui::widgets::Wrap { trim: true })
        .style(app.theme.muted);
    let middle = Rect { y: area.y + area.height / 3, height: area.height.min(3), ..area };
    frame.render_widget(words, middle.intersection(area));
}
