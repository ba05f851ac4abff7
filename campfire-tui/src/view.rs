//! How it looks: what is known, drawn. Pure: the same data is the same screen.

use campfire_proto::RoomType;
use ratatui::{
    Frame,
    layout::{Alignment, Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::{Block, Clear, Paragraph},
};

use crate::{
    app::{App, overlay::Overlay},
    keymap::Press,
    page::Bodies,
    screen::{SMALLEST, Screen},
    text,
    theme::Theme,
};

mod bare;
mod bars;
mod code;
mod composer;
mod form;
mod list;
mod prefix;
mod search;
mod sidebar;
#[cfg(test)]
mod speed;
#[cfg(test)]
mod tests;
mod timeline;

/// What one picture leaves for the next. Without it every picture is the same, only dearer.
#[derive(Debug, Default)]
pub struct ViewCache {
    pub bodies: Bodies,
}
pub(crate) use search::state as search_state;

/// Draws everything. The caret stands where the next letter goes, or nowhere.
pub fn view(app: &App, cache: &mut ViewCache, frame: &mut Frame<'_>) {
    cache.bodies.begin();
    let area = frame.area();
    if (area.width, area.height) != app.size {
        // The window has just changed; the event that says so is on its way.
        return;
    }
    frame.buffer_mut().set_style(area, app.theme.text);
    let Some(screen) = Screen::of(app) else {
        return too_small(app, frame, area);
    };
    bars::header(app, frame, screen.header);
    if let Some(area) = screen.sidebar {
        sidebar::rooms(app, frame, area);
    }
    timeline::draw(app, &cache.bodies, frame, &screen);
    bars::hints(app, frame, screen.hints);
    let caret = composer::draw(app, frame, screen.composer);
    composer::completions(app, frame, &screen);
    if let Some(area) = screen.people {
        sidebar::people(app, frame, area);
    }
    bars::footer(app, frame, screen.footer);
    let caret = match app.overlays.last() {
        None => caret.filter(|_| !app.is_on_messages()),
        Some(Overlay::List(list)) => Some(list::draw(app, list, frame)),
        Some(Overlay::Search(panel)) => Some(search::draw(app, panel, frame)),
        Some(Overlay::Form(form)) => form::draw(app, form, frame),
        Some(Overlay::Code(code)) => {
            code::draw(app, code, frame);
            None
        }
        Some(Overlay::Question(question)) => {
            form::question(app, question, frame);
            None
        }
        Some(Overlay::Bare(bare)) => {
            bare::draw(app, bare, frame);
            None
        }
    };
    if app.overlays.is_empty() && app.leader.is_some_and(Press::is_prefix) {
        prefix::draw(app, frame, &screen);
    } else if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

fn too_small(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let (width, height) = app.size;
    let (wide, high) = SMALLEST;
    let said = format!("{width}×{height} is too small: {wide}×{high} will do");
    let words = Paragraph::new(said).alignment(Alignment::Center).style(app.theme.muted);
    let middle = Rect { y: area.y + area.height / 2, height: area.height.min(1), ..area };
    frame.render_widget(words, middle.intersection(area));
}

/// What stands in front of a room's name.
fn sign(kind: RoomType) -> &'static str {
    match kind {
        RoomType::Open => "#",
        RoomType::Closed => "◆",
        RoomType::Direct => "@",
    }
}

/// One line in an area, cut where it ends.
fn line(frame: &mut Frame<'_>, area: Rect, line: Line<'_>) {
    frame.render_widget(line, area);
}

/// Something at the left and something at the right; the left gives way.
fn spread(
    left: Vec<Span<'static>>,
    right: Vec<Span<'static>>,
    columns: u16,
    style: Style,
) -> Line<'static> {
    let columns = usize::from(columns);
    let right_wide: usize = right.iter().map(Span::width).sum();
    let mut spans = Vec::new();
    let mut used = 0;
    let room = columns.saturating_sub(right_wide + usize::from(right_wide > 0));
    for span in left {
        let fitted = text::fit(&span.content, room.saturating_sub(used));
        used += text::width(&fitted);
        spans.push(Span::styled(fitted, span.style));
    }
    spans.push(Span::raw(" ".repeat(columns.saturating_sub(used + right_wide))));
    spans.extend(right);
    Line::from(spans).style(style)
}

/// A box over everything else, with a title; what is inside it is returned.
fn window(theme: &Theme, frame: &mut Frame<'_>, area: Rect, title: &str) -> Rect {
    frame.render_widget(Clear, area);
    let edge = theme.surface.patch(Style { bg: theme.surface.bg, ..theme.border });
    let title =
        Span::styled(format!(" {} ", text::clean_line(title)), on(theme.accent, theme.surface));
    let block = Block::bordered().title(title).border_style(edge).style(theme.surface);
    let inside = block.inner(area);
    frame.render_widget(block, area);
    inside
}

/// A style's letters on another style's ground.
fn on(letters: Style, ground: Style) -> Style {
    Style { bg: ground.bg, ..letters }
}

/// A line one types in, with the caret's place; its end stays in sight.
fn input(
    frame: &mut Frame<'_>,
    area: Rect,
    prompt: Span<'static>,
    shown: &str,
    before: &str,
    style: Style,
) -> Position {
    let room = usize::from(area.width).saturating_sub(prompt.width() + 1);
    let clean = text::clean_line(shown);
    let caret = text::width(&text::clean_line(before));
    let skip = (caret + 1).saturating_sub(room);
    let mut used = 0;
    let mut visible = String::new();
    for cluster in unicode_segmentation::UnicodeSegmentation::graphemes(clean.as_str(), true) {
        if used >= skip && used + text::width(cluster) <= skip + room {
            visible.push_str(cluster);
        }
        used += text::width(cluster);
    }
    let start = area.x + u16::try_from(prompt.width()).unwrap_or(0);
    let column = u16::try_from(caret - skip.min(caret)).unwrap_or(0);
    line(frame, area, Line::from(vec![prompt, Span::styled(visible, style)]).style(style));
    Position::new((start + column).min(area.right().saturating_sub(1)), area.y)
}
