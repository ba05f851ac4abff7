//! What stands where at which size. Both sides need it: `view` to draw, `update` to know what a click
//! was on and how far a page is.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::{
    app::{App, overlay::List},
    text::wrap,
};

/// Below this a polite line stands in place of the chat.
pub const SMALLEST: (u16, u16) = (40, 10);
/// From here on the list of rooms has a place of its own.
const WITH_ROOMS: u16 = 80;
/// From here on the people have one, too.
const WITH_PEOPLE: u16 = 120;
/// Lines longer than this are hard to read, however wide the window is.
pub const LONGEST_LINE: u16 = 100;
/// Rows that what is being written may take before it scrolls.
const COMPOSER_ROWS: u16 = 10;
/// Items of a list that are shown at once.
const LIST_ROWS: u16 = 21;
/// In front of what is written.
pub const PROMPT: &str = "› ";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    pub header: Rect,
    pub sidebar: Option<Rect>,
    pub timeline: Rect,
    /// Who types, and what waits below.
    pub hints: Rect,
    pub composer: Rect,
    pub people: Option<Rect>,
    pub footer: Rect,
}

impl Screen {
    /// None where there is too little room for anything.
    pub fn of(app: &App) -> Option<Self> {
        let (width, height) = app.size;
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let sidebar = app.sidebar_shown && width >= WITH_ROOMS;
        let people = app.people_shown && width >= WITH_PEOPLE;
        let side = (width / 5).clamp(19, 28);
        let area = Rect::new(0, 0, width, height);
        let [header, middle, footer] =
            Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)])
                .areas(area);
        let [rooms, chat, right] = Layout::horizontal([
            Constraint::Length(if sidebar { side } else { 0 }),
            Constraint::Fill(1),
            Constraint::Length(if people { 24 } else { 0 }),
        ])
        .areas(middle);
        let typed = wrap::ranges(app.composer.text.text(), composer_columns(chat.width)).len();
        let rows = u16::try_from(typed).unwrap_or(COMPOSER_ROWS).clamp(1, COMPOSER_ROWS);
        let [timeline, hints, composer] = Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(1 + rows.min(height / 3)),
        ])
        .areas(chat);
        Some(Self {
            header,
            sidebar: sidebar.then_some(rooms),
            timeline,
            hints,
            composer,
            people: people.then_some(right),
            footer,
        })
    }

    /// Columns and rows that messages are laid out in.
    pub fn page(&self) -> (usize, usize) {
        let columns = self.timeline.width.saturating_sub(2).min(LONGEST_LINE);
        (usize::from(columns), usize::from(self.timeline.height))
    }
}

/// Whether what was said around a hit of a search has a place beside the hits.
pub fn has_room_beside_hits(size: (u16, u16)) -> bool {
    size.0 >= WITH_PEOPLE
}

/// Columns that what is being written may use: beside the prompt, and before the edge, where the
/// caret stands behind a full row.
pub fn composer_columns(chat: u16) -> usize {
    usize::from(chat.saturating_sub(4)).max(1)
}

/// Rows of words in the bare view: all but the line that says how to leave it.
pub fn bare_rows(size: (u16, u16)) -> usize {
    usize::from(size.1.saturating_sub(1))
}

/// Where a list or a form of this size stands.
pub fn centered(size: (u16, u16), width: u16, height: u16) -> Rect {
    let width = width.min(size.0.saturating_sub(2)).max(1);
    let height = height.min(size.1.saturating_sub(2)).max(1);
    Rect::new((size.0 - width) / 2, (size.1 - height) / 2, width, height)
}

/// Where a list stands: in the upper part, where one's eyes are, and as high as it is when nothing is
/// typed, so that it doesn't jump while one types.
pub fn list_area(app: &App, list: &List) -> Rect {
    let whole = List::new(list.kind);
    let items = u16::try_from(app.items(&whole).len()).unwrap_or(LIST_ROWS).clamp(8, LIST_ROWS);
    let mut area = centered(app.size, 72, (items + 3).min(app.size.1.saturating_sub(4)));
    area.y = area.y.clamp(1, 3);
    area
}

/// The part of a list's area that its items have: below the line one types in.
pub fn list_rows(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.y + 2,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(3),
    }
}

/// The first item that is shown when so many fit, and this one must be among them.
pub fn first_shown(chosen: usize, rows: usize) -> usize {
    (chosen + 1).saturating_sub(rows)
}
