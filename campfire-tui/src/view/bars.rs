//! The lines at the edges: where one is, how things stand, who types, which keys do what.

use campfire_proto::{Involvement, RoomType};
use ratatui::{Frame, layout::Rect, text::Span};

use super::{line, on, sign, spread};
use crate::{
    action::Action,
    app::{App, Focus, link::Link, timeline::Scroll},
    text,
};

pub(super) fn header(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let theme = &app.theme;
    let bar = theme.raised;
    let account = app.account.as_ref().map_or("Campfire", |account| &account.name);
    let mut left =
        vec![Span::styled(format!(" {} ", text::clean_line(account)), on(theme.strong, bar))];
    if let Some(room) = app.room() {
        let name = format!(" {} {}", sign(room.room_type), text::clean_line(&room.name));
        left.push(Span::styled(name, on(theme.accent, bar)));
        if room.room_type == RoomType::Direct {
            let here = app.counterpart(room).is_some_and(|other| app.online.contains(&other));
            left.push(Span::styled(
                if here { "  ● here" } else { "  ○ away" },
                on(theme.muted, bar),
            ));
        } else {
            let members = app.members_here().count();
            if members > 0 {
                let people =
                    if members == 1 { "1 person".to_owned() } else { format!("{members} people") };
                left.push(Span::styled(format!("  {people}"), on(theme.muted, bar)));
            }
        }
        let level = match room.membership.involvement {
            Involvement::Everything | Involvement::Mentions => "",
            Involvement::Nothing => "  quiet",
            Involvement::Invisible => "  hidden",
        };
        left.push(Span::styled(level, on(theme.muted, bar)));
    }
    let unread = app.unread_rooms().count();
    let mut right = Vec::new();
    if unread > 0 {
        let rooms = if unread == 1 { "1 room".to_owned() } else { format!("{unread} rooms") };
        right.push(Span::styled(format!("{rooms} new  "), on(theme.strong, bar)));
    }
    if !app.preferences.sound.on {
        right.push(Span::styled("mute  ", on(theme.muted, bar)));
    }
    let (state, style) = match app.link {
        Link::Live => ("● live".to_owned(), theme.success),
        Link::CatchingUp => ("◌ catching up".to_owned(), theme.warning),
        Link::Connecting => ("◌ connecting".to_owned(), theme.warning),
        Link::Polling if app.size.0 < 80 => ("◌ not live".to_owned(), theme.warning),
        Link::Polling => ("◌ live updates off, every 10 s".to_owned(), theme.warning),
        Link::SignedOut => ("✗ signed out".to_owned(), theme.danger),
        Link::Offline { until, .. } => {
            let left = until.saturating_sub(app.now).as_secs();
            let next =
                if left == 0 { "trying".to_owned() } else { format!("next try in {left} s") };
            (format!("✗ offline, {next}"), theme.danger)
        }
    };
    right.push(Span::styled(format!("{state} "), on(style, bar)));
    line(frame, area, spread(left, right, area.width, bar));
}

/// Who types, and what waits below.
pub(super) fn hints(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let theme = &app.theme;
    let typists: Vec<String> = app
        .typists
        .iter()
        .filter(|((room, _), _)| Some(*room) == app.open)
        .map(|(_, typist)| text::clean_line(&typist.name))
        .collect();
    let typing = match typists.as_slice() {
        [] => String::new(),
        [one] => format!(" {one} is typing…"),
        [one, two] => format!(" {one} and {two} are typing…"),
        [one, two, ..] => format!(" {one}, {two} and others are typing…"),
    };
    let newest = app.keymap.key(Action::Newest);
    let below = app.timeline().map_or(String::new(), |timeline| {
        if timeline.newer > 0 {
            format!("↓ {} newer, {newest} ", timeline.newer)
        } else if timeline.scroll != Scroll::Bottom || !timeline.is_at_end() {
            format!("↓ {newest} to the newest ")
        } else {
            String::new()
        }
    });
    let left = vec![Span::styled(typing, theme.muted)];
    let right = vec![Span::styled(below, theme.accent)];
    line(frame, area, spread(left, right, area.width, theme.text));
}

/// A notice while there is one; otherwise the keys that help here.
pub(super) fn footer(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let bar = app.theme.raised;
    let mode = mode_word(app);
    if let Some(toast) = &app.toast {
        let said = format!(" {}", text::clean_line(&toast.text));
        let mut left = vec![Span::styled(mode, on(app.theme.accent, bar))];
        left.push(Span::styled(said, on(app.theme.warning, bar)));
        return line(frame, area, spread(left, Vec::new(), area.width, bar));
    }
    let mut used = mode.len() + 1;
    let mut spans = vec![Span::styled(mode, on(app.theme.accent, bar)), Span::styled(" ", bar)];
    for (action, words) in helpful(app) {
        let key = app.keymap.key(*action);
        let wide = key.len() + words.len() + 3;
        if key.is_empty() || used + wide > usize::from(area.width) {
            continue;
        }
        used += wide;
        spans.push(Span::styled(key, on(app.theme.strong, bar)));
        spans.push(Span::styled(format!(" {words}  "), on(app.theme.muted, bar)));
    }
    line(frame, area, spread(spans, Vec::new(), area.width, bar));
}

/// Which mode one is in, and what was pressed of something longer. Empty where there are no modes.
fn mode_word(app: &App) -> String {
    if !app.has_modes() {
        return String::new();
    }
    let leader = app.leader.filter(|_| app.is_on_messages());
    let pending = format!(
        "{}{}",
        app.mode.count.map(|count| count.to_string()).unwrap_or_default(),
        leader.map(|leader| leader.to_string()).unwrap_or_default(),
    );
    let word = if app.is_on_messages() { " NORMAL" } else { " INSERT" };
    if pending.is_empty() { format!("{word} ") } else { format!("{word} {pending} ") }
}

/// The keys that are shown, the most useful first.
fn helpful(app: &App) -> &'static [(Action, &'static str)] {
    match app.focus {
        Focus::Message(_) if !app.marked.is_empty() => &[
            (Action::Copy, "copy them"),
            (Action::DeleteMessage, "delete them"),
            (Action::Mark, "mark"),
            (Action::ToComposer, "leave them"),
        ],
        Focus::Composer if app.is_on_messages() => {
            &[(Action::ToComposer, "write"), (Action::Palette, "commands"), (Action::Help, "keys")]
        }
        Focus::Message(_) => &[
            (Action::Reply, "reply"),
            (Action::Boost, "boost"),
            (Action::Edit, "edit"),
            (Action::DeleteMessage, "delete"),
            (Action::Copy, "copy"),
            (Action::Open, "link"),
            (Action::Menu, "all"),
            (Action::ToComposer, "write"),
        ],
        Focus::Composer if app.composer.editing.is_some() => {
            &[(Action::Send, "save"), (Action::NewLine, "line"), (Action::Clear, "leave it")]
        }
        Focus::Composer => &[
            (Action::Send, "send"),
            (Action::Switch, "rooms"),
            (Action::Search, "find"),
            (Action::Help, "keys"),
            (Action::Complete, "messages"),
            (Action::NextActivity, "next new"),
            (Action::NewLine, "line"),
            (Action::Palette, "commands"),
            (Action::Editor, "editor"),
            (Action::People, "people"),
            (Action::Quit, "leave"),
        ],
    }
}
