//! Lists to choose from.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{input, line, on, spread, window};
use crate::{
    app::{
        App,
        overlay::{List, ListKind},
    },
    screen,
};

pub(super) fn draw(app: &App, list: &List, frame: &mut Frame<'_>) -> Position {
    let theme = &app.theme;
    let area = screen::list_area(app, list);
    let inside = window(theme, frame, area, title(list.kind));
    let prompt = Span::styled("› ", on(theme.accent, theme.surface));
    let top = Rect { height: 1, ..inside };
    let caret = input(frame, top, prompt, list.filter.text(), list.filter.before(), theme.surface);
    let rows = screen::list_rows(area);
    let items = app.items(list);
    if items.is_empty() {
        let words = Line::styled(" Nothing found", on(theme.muted, theme.surface));
        line(frame, Rect { height: 1, ..rows }, words);
    }
    let first = screen::first_shown(list.chosen, usize::from(rows.height));
    for ((number, item), place) in items.into_iter().enumerate().skip(first).zip(rows.rows()) {
        let chosen = number == list.chosen;
        let ground = if chosen { theme.surface.patch(theme.selection) } else { theme.surface };
        let mark = if chosen { "▸ " } else { "  " };
        let left =
            vec![Span::styled(mark, on(theme.accent, ground)), Span::styled(item.label, ground)];
        let right = vec![Span::styled(format!("{} ", item.detail), on(theme.muted, ground))];
        line(frame, place, spread(left, right, place.width, ground));
    }
    caret
}

fn title(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Switcher => "Go to",
        ListKind::Palette => "Do",
        ListKind::Help => "Keys and commands",
        ListKind::People => "People here",
        ListKind::Room(_) => "This room",
        ListKind::Invite(_) => "Add somebody",
        ListKind::Menu(_) => "This message",
        ListKind::Boosts(_) => "Boost: a number, a name, or up to 16 characters",
        ListKind::Links(_) => "Open a link",
        ListKind::Emoji => "Emoji",
        ListKind::Themes => "Colours",
        ListKind::Settings => "Settings",
        ListKind::Setting(setting) => setting.name,
        ListKind::Profiles => "Your sign-ins",
        ListKind::Log => "Notices",
        ListKind::Doctor => "This terminal",
        ListKind::Devices => "Where you are signed in",
    }
}
