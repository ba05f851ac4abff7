//! The columns at the sides: rooms on the left, people on the right.

use campfire_proto::{Involvement, Role, Room, RoomType};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::{Block, Borders},
};

use super::{line, on, sign, spread};
use crate::{app::App, text};

pub(super) fn rooms(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let inside = edged(app, frame, area, Borders::RIGHT);
    let mut rows: Vec<Line<'static>> = Vec::new();
    for group in app.sidebar() {
        let title = format!(" {}", group.title.to_uppercase());
        rows.push(Line::styled(title, app.theme.muted));
        for id in group.rooms {
            if let Some(room) = app.rooms.get(&id) {
                rows.push(room_row(app, room, inside.width));
            }
        }
    }
    if rows.is_empty() {
        rows.push(Line::styled(" No rooms yet", app.theme.muted));
    }
    draw_rows(frame, inside, rows.into_iter().skip(app.sidebar_skip()));
}

fn room_row(app: &App, room: &Room, columns: u16) -> Line<'static> {
    let theme = &app.theme;
    let open = app.open == Some(room.id);
    let new = &room.membership;
    let draft = !open && app.drafts.get(&room.id).is_some_and(|draft| !draft.trim().is_empty());
    let (mark, mark_style) = if open { ("▸", theme.accent) } else { (" ", theme.text) };
    let name_style = match new.involvement {
        _ if new.unread || open => theme.strong,
        Involvement::Nothing | Involvement::Invisible => theme.muted,
        Involvement::Mentions | Involvement::Everything => theme.text,
    };
    let (sign, sign_style) = match app.counterpart(room) {
        Some(other) if app.online.contains(&other) => ("●", theme.success),
        Some(_) => ("○", theme.muted),
        None => (sign(room.room_type), theme.muted),
    };
    let left = vec![
        Span::styled(mark, mark_style),
        Span::styled(format!("{sign} "), sign_style),
        Span::styled(text::clean_line(&room.name), name_style),
    ];
    let typing = app.typists.keys().any(|(place, _)| *place == room.id) && !open;
    let (count, style) = if new.unread_mentions > 0 {
        (format!("@{} ", new.unread_mentions), theme.accent)
    } else if new.unread {
        let count = new.unread_count.max(1);
        let more = if count >= campfire_proto::limits::UNREAD_COUNT { "+" } else { "" };
        (format!("{count}{more} "), theme.strong)
    } else if typing {
        ("… ".to_owned(), theme.muted)
    } else if draft {
        ("✎ ".to_owned(), theme.muted)
    } else {
        (String::new(), theme.text)
    };
    let ground = if open { theme.text.patch(theme.selection) } else { theme.text };
    let mut row = spread(left, vec![Span::styled(count, style)], columns, ground);
    if open {
        for span in &mut row.spans {
            span.style = span.style.patch(theme.selection);
        }
    }
    row
}

pub(super) fn people(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let inside = edged(app, frame, area, Borders::LEFT);
    let theme = &app.theme;
    let mut members: Vec<_> = app.members_here().collect();
    members.sort_by_key(|user| user.name.to_lowercase());
    let direct = app.room().is_some_and(|room| room.room_type == RoomType::Direct);
    let (here, away): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|user| app.online.contains(&user.id));
    let mut rows = Vec::new();
    for (title, dot, style, people) in
        [("HERE", "●", theme.success, here), ("AWAY", "○", theme.muted, away)]
    {
        if people.is_empty() {
            continue;
        }
        let count = if direct { String::new() } else { format!(" {}", people.len()) };
        rows.push(Line::styled(format!(" {title}{count}"), theme.muted));
        for user in people {
            let name = text::clean_line(app.name_of(user));
            let typing = app.open.is_some_and(|room| app.typists.contains_key(&(room, user.id)));
            let beside = match user.role {
                _ if typing => "typing ",
                Role::Administrator => "admin ",
                Role::Bot => "bot ",
                Role::Member => "",
            };
            let left = vec![
                Span::styled(format!(" {dot} "), style),
                Span::styled(name, on(theme.person(user.id), theme.text)),
            ];
            let right = vec![Span::styled(beside, theme.muted)];
            rows.push(spread(left, right, inside.width, theme.text));
        }
    }
    draw_rows(frame, inside, rows.into_iter());
}

fn edged(app: &App, frame: &mut Frame<'_>, area: Rect, borders: Borders) -> Rect {
    let block = Block::new().borders(borders).border_style(app.theme.divider);
    let inside = block.inner(area);
    frame.render_widget(block, area);
    inside
}

fn draw_rows(frame: &mut Frame<'_>, area: Rect, rows: impl Iterator<Item = Line<'static>>) {
    for (row, place) in rows.zip(area.rows()) {
        line(frame, place, row);
    }
}
