//! One message as rows: the day before it, its author, what was said, its boosts. How the words
//! themselves become rows lives in `body`.

use std::collections::BTreeMap;

use campfire_proto::{Message, Role};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{
    bodies::Bodies,
    body::{Ground, INDENT, Said},
};
use crate::{
    app::{
        App,
        outbox::{Outgoing, State},
        timeline::Timeline,
    },
    text::{self, wrap},
};

/// What somebody says within this time of their last word needs no new heading.
const TOGETHER_MS: i64 = 5 * 60 * 1000;
/// Where boosts get the names of those who gave them.
const WIDE: usize = 90;

/// A message's rows.
pub(super) fn said(
    app: &App,
    timeline: &Timeline,
    message: &Message,
    columns: usize,
    bodies: Option<&Bodies>,
) -> Vec<Line<'static>> {
    let previous = timeline.before(message.id);
    let mut lines = Vec::new();
    let day = day_of(app, message);
    let new_day = previous.is_none_or(|previous| day_of(app, previous) != day);
    if new_day {
        lines.push(rule(&day_name(app, day), columns, "─", app.theme.muted, app.theme.divider));
    }
    let new_here = is_first_new(timeline, message, previous);
    if new_here {
        let new = timeline.messages().range(message.id..);
        let new = new.filter(|(_, message)| !app.is_me(message.creator_id)).count();
        let title = if new == 1 { "1 new".to_owned() } else { format!("{new} new") };
        lines.push(rule(&title, columns, "━", app.theme.accent, app.theme.accent));
    }
    let together = previous.is_some_and(|previous| {
        let apart = message.created_at.as_millis() - previous.created_at.as_millis();
        previous.creator_id == message.creator_id && apart < TOGETHER_MS
    });
    if !together || new_day || new_here {
        lines.push(heading(app, message, columns));
    }
    let ground = Ground::of(app, columns);
    match bodies {
        Some(bodies) => lines.extend(bodies.rows(ground, message)),
        None => lines.extend(Said::of(message).rows(ground).lines),
    }
    lines.extend(boosts(app, message, columns));
    lines
}

fn moment(message: &Message) -> Timestamp {
    Timestamp::from_millisecond(message.created_at.as_millis()).unwrap_or_default()
}

fn is_first_new(timeline: &Timeline, message: &Message, previous: Option<&Message>) -> bool {
    timeline.new_after.is_some_and(|seen| {
        message.id > seen && previous.is_none_or(|previous| previous.id <= seen)
    })
}

fn day_of(app: &App, message: &Message) -> Date {
    local(moment(message), &app.zone).date()
}

fn local(moment: Timestamp, zone: &TimeZone) -> jiff::Zoned {
    moment.to_zoned(zone.clone())
}

fn day_name(app: &App, day: Date) -> String {
    let today = local(app.clock, &app.zone).date();
    if day == today {
        return "Today".to_owned();
    }
    if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
        return "Yesterday".to_owned();
    }
    let form = if day.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    day.strftime(form).to_string()
}

fn rule(title: &str, columns: usize, glyph: &str, words: Style, line: Style) -> Line<'static> {
    let around = columns.saturating_sub(text::width(title) + 2);
    let left = around / 2;
    Line::from(vec![
        Span::styled(glyph.repeat(left), line),
        Span::styled(format!(" {title} "), words),
        Span::styled(glyph.repeat(around - left), line),
    ])
}

fn heading(app: &App, message: &Message, columns: usize) -> Line<'static> {
    let time = local(moment(message), &app.zone).strftime("%H:%M").to_string();
    let name = text::clean_line(app.name_of(&message.creator));
    let bot = if message.creator.role == Role::Bot { " bot" } else { "" };
    let name = text::fit(&name, columns.saturating_sub(time.len() + bot.len() + 1));
    let gap = columns.saturating_sub(text::width(&name) + bot.len() + time.len());
    Line::from(vec![
        Span::styled(name, app.theme.person(message.creator_id)),
        Span::styled(bot, app.theme.muted),
        Span::styled(" ".repeat(gap), app.theme.text),
        Span::styled(time, app.theme.muted),
    ])
}

/// Boosts that say the same stand together, in the order in which each was first given.
fn boosts(app: &App, message: &Message, columns: usize) -> Vec<Line<'static>> {
    if message.boosts.is_empty() {
        return Vec::new();
    }
    let mut order: Vec<String> = Vec::new();
    let mut givers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut mine: Vec<String> = Vec::new();
    for boost in &message.boosts {
        let content = text::clean_line(&boost.content);
        if !order.contains(&content) {
            order.push(content.clone());
        }
        if app.is_me(boost.booster_id) {
            mine.push(content.clone());
        }
        let name = text::clean_line(app.name_of(&boost.booster));
        givers.entry(content).or_default().push(name);
    }
    let mut rows = vec![Line::from(Span::styled(INDENT, app.theme.text))];
    for content in order {
        let names = givers.remove(&content).unwrap_or_default();
        let count = if names.len() > 1 { format!(" {}", names.len()) } else { String::new() };
        let who = if columns >= WIDE {
            format!(" {}", text::fit(&names.join(", "), 30))
        } else {
            String::new()
        };
        let own = mine.contains(&content);
        let style = if own {
            app.theme.raised.patch(
                app.theme.strong.bg(app.theme.raised.bg.unwrap_or(ratatui::style::Color::Reset)),
            )
        } else {
            app.theme.raised
        };
        let pill = Span::styled(format!("[{content}{count}]"), style);
        let who = Span::styled(format!("{who} "), app.theme.muted);
        let full =
            rows.last().is_some_and(|row| row.width() + pill.width() + who.width() > columns);
        if full && rows.last().is_some_and(|row| row.spans.len() > 1) {
            rows.push(Line::from(Span::styled(INDENT, app.theme.text)));
        }
        if let Some(row) = rows.last_mut() {
            row.push_span(pill);
            row.push_span(who);
        }
    }
    rows
}

/// What waits to be sent, as rows below everything that was said.
pub(super) fn outgoing(app: &App, timeline: &Timeline, columns: usize) -> Vec<Line<'static>> {
    let Some(room) = app.open else { return Vec::new() };
    let mut lines = Vec::new();
    let waiting: Vec<&Outgoing> = app.outbox.of(room).collect();
    if waiting.is_empty() {
        return lines;
    }
    let mine = timeline.newest().is_some_and(|newest| app.is_me(newest.creator_id));
    if let Some(me) = app.me.as_ref().filter(|_| !mine) {
        let name = text::fit(&text::clean_line(&me.name), columns);
        lines.push(Line::from(Span::styled(name, app.theme.person(me.id))));
    }
    let live = app.link.is_open();
    for entry in waiting {
        lines.extend(waits(app, entry, live, columns));
    }
    lines
}

fn waits(app: &App, entry: &Outgoing, live: bool, columns: usize) -> Vec<Line<'static>> {
    let theme = &app.theme;
    let said = text::clean(&entry.content);
    let rows = wrap::wrap_text(&said, columns.saturating_sub(INDENT.len()));
    let mut lines: Vec<Line<'static>> = rows
        .into_iter()
        .map(|row| Line::from(Span::styled(format!("{INDENT}{row}"), theme.muted)))
        .collect();
    let (state, style) = match &entry.state {
        State::Failed(why) => {
            let retry = app.keymap.key(crate::action::Action::Retry);
            (format!("✗ not sent: {why}  {retry} again, /discard"), theme.danger)
        }
        State::Unkept(_) | State::Sending if live => ("… sending".to_owned(), theme.muted),
        State::Unkept(_) | State::Waiting | State::Sending => {
            ("… waits for the connection".to_owned(), theme.warning)
        }
    };
    let state = format!("{INDENT}{}", text::clean_line(&state));
    for row in wrap::wrap_text(&state, columns) {
        lines.push(Line::from(Span::styled(row, style)));
    }
    lines
}
