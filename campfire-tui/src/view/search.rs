//! The search: what was looked for, what was found, and the words around it.

use campfire_proto::{SearchResult, search::SearchSort};
use jiff::Timestamp;
use ratatui::{
    Frame,
    layout::{Constraint, Layout, Position, Rect},
    style::Style,
    text::{Line, Span},
};

use super::{input, line, on, spread, timeline::stand_out, window};
use crate::{
    app::{App, overlay::SearchPanel},
    page::Page,
    screen, text,
};

/// As wide as the chat gets: on a wide screen the rooms and the people stay in sight beside it.
const WIDTH: u16 = screen::LONGEST_LINE + 4;
/// Rows that a hit takes: where and who, then what.
const HIT: u16 = 2;
/// Columns that the hits have at least, beside what was said around one of them.
const HITS: u16 = 56;

pub(super) fn draw(app: &App, panel: &SearchPanel, frame: &mut Frame<'_>) -> Position {
    let theme = &app.theme;
    let (width, height) = app.size;
    let beside = screen::has_room_beside_hits(app.size);
    // With a side to it the window covers the rooms and the people altogether.
    let area = if beside {
        Rect::new(0, 1, width, height.saturating_sub(2))
    } else {
        screen::centered(app.size, WIDTH.min(width), height)
    };
    let sort = match panel.sort {
        SearchSort::Relevant => "best first",
        SearchSort::Recent => "newest first",
    };
    let inside = window(theme, frame, area, &format!("Search in all rooms, {sort} (Ctrl-R)"));
    let prompt = Span::styled("› ", on(theme.accent, theme.surface));
    let top = Rect { height: 1, ..inside };
    let caret = input(frame, top, prompt, panel.query.text(), panel.query.before(), theme.surface);
    let below = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let muted = on(theme.muted, theme.surface);
    if panel.results.is_empty() {
        let said = state(panel);
        let mut rows = below.rows();
        if let Some(place) = rows.next() {
            line(frame, place, Line::styled(format!(" {said}"), muted));
        }
        if panel.query.is_empty() {
            for ((number, query), place) in panel.recent.iter().enumerate().zip(rows) {
                let chosen = number == panel.chosen;
                let ground =
                    if chosen { theme.surface.patch(theme.selection) } else { theme.surface };
                let left = vec![Span::styled(format!("  {}", text::clean_line(query)), ground)];
                line(frame, place, spread(left, Vec::new(), place.width, ground));
            }
        }
        return caret;
    }
    let mut below = below;
    if beside {
        let [hits, edge, right] = Layout::horizontal([
            Constraint::Max(HITS.max(below.width * 2 / 5)),
            Constraint::Length(1),
            Constraint::Fill(1),
        ])
        .areas(below);
        for place in edge.rows() {
            line(frame, place, Line::styled("│", on(theme.divider, theme.surface)));
        }
        draw_around(app, panel, frame, right);
        below = hits;
    }
    let fit = usize::from(below.height / HIT).max(1);
    let first = screen::first_shown(panel.chosen, fit);
    let shown = panel.results.iter().enumerate().skip(first).take(fit);
    for ((number, hit), at) in shown.zip(0_u16..) {
        let place = Rect { y: below.y + at * HIT, height: HIT, ..below }.intersection(below);
        draw_hit(app, hit, number == panel.chosen, frame, place);
    }
    caret
}

/// The chosen hit among what was said before and after it.
fn draw_around(app: &App, panel: &SearchPanel, frame: &mut Frame<'_>, area: Rect) {
    frame.buffer_mut().set_style(area, app.theme.text);
    let chosen = panel.results.get(panel.chosen).map(|hit| hit.message.id);
    let Some(around) = panel.around.as_ref().filter(|it| Some(it.message) == chosen) else {
        return;
    };
    let Some(known) = &around.timeline else { return };
    let mut timeline = known.clone();
    let (columns, rows) = (usize::from(area.width.saturating_sub(2)), usize::from(area.height));
    let page = |timeline| Page { app, timeline, columns, rows, bodies: None };
    timeline.scroll = page(known).around(around.message);
    for (row, place) in page(&timeline).visible().into_iter().zip(area.rows()) {
        let mut said = row.line;
        if row.message == Some(around.message) {
            stand_out(app, &mut said, frame, place);
        }
        line(frame, Rect { x: place.x + 1, width: place.width.saturating_sub(1), ..place }, said);
    }
}

/// What to say where there are no hits.
pub(crate) fn state(panel: &SearchPanel) -> String {
    match (&panel.trouble, &panel.asked) {
        (Some(trouble), _) => text::clean_line(trouble),
        (None, _) if panel.loading => "Searching…".to_owned(),
        (None, Some(_)) => "Nothing found".to_owned(),
        (None, None) if panel.recent.is_empty() => {
            "Words, or \"words as they stand\"; from:NAME and in:ROOM narrow it".to_owned()
        }
        (None, None) => "Searched lately:".to_owned(),
    }
}

fn draw_hit(app: &App, hit: &SearchResult, chosen: bool, frame: &mut Frame<'_>, place: Rect) {
    let theme = &app.theme;
    let ground = if chosen { theme.surface.patch(theme.selection) } else { theme.surface };
    frame.buffer_mut().set_style(place, ground);
    let mut rows = place.rows();
    let time = Timestamp::from_millisecond(hit.message.created_at.as_millis()).unwrap_or_default();
    let time = time.to_zoned(app.zone.clone()).strftime("%-d %b %Y %H:%M").to_string();
    let who = text::clean_line(app.name_of(&hit.message.creator));
    let room = text::clean_line(&hit.room.name);
    if let Some(place) = rows.next() {
        let mark = if chosen { "▸ " } else { "  " };
        let left = vec![
            Span::styled(mark, on(theme.accent, ground)),
            Span::styled(who, on(theme.person(hit.message.creator_id), ground)),
            Span::styled(format!(" in {room}"), on(theme.muted, ground)),
        ];
        let right = vec![Span::styled(format!("{time} "), on(theme.muted, ground))];
        line(frame, place, spread(left, right, place.width, ground));
    }
    if let Some(place) = rows.next() {
        let mut spans = vec![Span::styled("    ", ground)];
        spans.extend(snippet(&hit.snippet, ground, on(theme.accent, ground)));
        line(frame, place, spread(spans, Vec::new(), place.width, ground));
    }
}

/// The words around a hit; the hit itself stands between `<mark>` and `</mark>`.
fn snippet(html: &str, plain: Style, marked: Style) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut rest = html;
    let mut inside = false;
    loop {
        let tag = if inside { "</mark>" } else { "<mark>" };
        let (piece, after) = rest.split_once(tag).unwrap_or((rest, ""));
        let said = scraper::Html::parse_fragment(piece).root_element().text().collect::<String>();
        spans.push(Span::styled(text::clean_line(&said), if inside { marked } else { plain }));
        if after.is_empty() {
            return spans;
        }
        rest = after;
        inside = !inside;
    }
}
