//! What was said in a message, as rows. They follow from `Said` and `Ground` alone, so that they can
//! be kept for as long as these are the same.

use campfire_proto::{Message, Sound, UserId};
use ratatui::{
    style::{Color, Style},
    text::{Line, Span},
};

use crate::{
    app::App,
    link_mark,
    markup::{self, Block, Kind},
    text::{
        self,
        wrap::{self, Run},
    },
    theme::Theme,
};

/// Before everything that was said.
pub(super) const INDENT: &str = "  ";

/// All of a message that its rows are made from, beside its author, its boosts and its neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Said<'a> {
    pub(super) html: &'a str,
    pub(super) sound: Option<&'a Sound>,
    pub(super) mentions: &'a [UserId],
    pub(super) edited: bool,
}

/// What all messages of a page stand on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ground {
    theme: Theme,
    me: Option<UserId>,
    columns: usize,
    /// Links are marked for the terminal.
    links: bool,
}

/// Rows, and the addresses that they lead to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Body {
    pub(super) lines: Vec<Line<'static>>,
    pub(super) links: Vec<String>,
}

impl Ground {
    pub(super) fn of(app: &App, columns: usize) -> Self {
        let me = app.me.as_ref().map(|me| me.id);
        Self { theme: app.theme, me, columns, links: app.findings.links }
    }
}

impl<'a> Said<'a> {
    pub(super) fn of(message: &'a Message) -> Self {
        Self {
            html: &message.html,
            sound: message.sound.as_ref(),
            mentions: &message.mentions,
            edited: message.edited,
        }
    }

    pub(super) fn rows(self, ground: Ground) -> Body {
        let Ground { theme, columns, .. } = ground;
        let names_me = self.mentions.iter().any(|whom| ground.me == Some(*whom));
        let mut painter = Painter { ground, links: Vec::new() };
        let margin = if names_me {
            Span::styled("@ ", theme.accent.patch(theme.mention))
        } else {
            Span::styled(INDENT, theme.text)
        };
        let mut lines = match self.sound {
            Some(sound) => {
                let said = [
                    Run::new("♪ ", theme.accent),
                    Run::new(text::clean_line(&sound.text), theme.text),
                ];
                painter.wrapped(&said, std::slice::from_ref(&margin))
            }
            None => painter.blocks(&markup::blocks(self.html), std::slice::from_ref(&margin)),
        };
        if lines.is_empty() {
            lines.push(Line::from(margin));
        }
        if self.edited {
            mark_edited(&mut lines, columns, &theme);
        }
        if names_me {
            for line in &mut lines {
                for span in &mut line.spans {
                    span.style = span.style.patch(theme.mention);
                }
            }
        }
        Body { lines, links: painter.links }
    }
}

fn mark_edited(lines: &mut Vec<Line<'static>>, columns: usize, theme: &Theme) {
    const EDITED: &str = " (edited)";
    let mark = Span::styled(EDITED, theme.muted);
    match lines.last_mut() {
        Some(last) if last.width() + EDITED.len() <= columns => last.push_span(mark),
        _ => lines.push(Line::from(vec![Span::raw(" "), mark])),
    }
}

/// Turns blocks into rows, each with what stands in front of it.
struct Painter {
    ground: Ground,
    links: Vec<String>,
}

impl Painter {
    fn blocks(&mut self, blocks: &[Block], before: &[Span<'static>]) -> Vec<Line<'static>> {
        blocks.iter().flat_map(|block| self.block(block, before)).collect()
    }

    fn block(&mut self, block: &Block, before: &[Span<'static>]) -> Vec<Line<'static>> {
        let theme = self.ground.theme;
        match block {
            Block::Text(spans) => {
                let runs = self.runs(spans, theme.text);
                self.wrapped(&runs, before)
            }
            Block::Heading(spans) => {
                let runs = self.runs(spans, theme.strong);
                self.wrapped(&runs, before)
            }
            Block::Quote(inside) => {
                self.blocks(inside, &with(before, Span::styled("▎ ", theme.accent)))
            }
            Block::Item(marker, inside) => {
                let gap = " ".repeat(text::width(marker));
                let mut rows = self.blocks(inside, &with(before, Span::styled(gap, theme.text)));
                if let Some(first) = rows.first_mut()
                    && let Some(span) = first.spans.get_mut(before.len())
                {
                    *span = Span::styled(marker.clone(), theme.muted);
                }
                rows
            }
            Block::Code(code) => self.code(code, before),
            Block::Rule => {
                let width = self.ground.columns.saturating_sub(wide(before)).min(20);
                let mut line = Line::from(before.to_vec());
                line.push_span(Span::styled("─".repeat(width), theme.divider));
                vec![line]
            }
        }
    }

    fn code(&self, code: &str, before: &[Span<'static>]) -> Vec<Line<'static>> {
        let columns = self.ground.columns.saturating_sub(wide(before) + 2).max(1);
        let rows = code.split('\n').flat_map(|line| wrap::wrap_text(line, columns));
        let edge = Span::styled(
            "│ ",
            self.ground.theme.raised.patch(
                self.ground.theme.muted.bg(self.ground.theme.raised.bg.unwrap_or(Color::Reset)),
            ),
        );
        rows.map(|row| {
            let mut line = Line::from(with(before, edge.clone()));
            line.push_span(Span::styled(text::pad(&row, columns), self.ground.theme.raised));
            line
        })
        .collect()
    }

    fn runs(&mut self, spans: &[markup::Span], base: Style) -> Vec<Run<Style>> {
        let mut runs = Vec::with_capacity(spans.len());
        for span in spans {
            let theme = self.ground.theme;
            let mut style = match span.ink.kind {
                Kind::Plain => base,
                Kind::Code => theme.raised,
                Kind::Link => theme.link,
                Kind::Mention(whom) if self.ground.me == Some(whom) => theme.accent,
                Kind::Mention(whom) => theme.person(whom),
            };
            if let Some(url) = span.link.as_deref().filter(|_| self.ground.links) {
                style = style.underline_color(link_mark::of(url));
                self.links.push(url.to_owned());
            }
            runs.push(Run::new(span.text.clone(), style.add_modifier(span.ink.modifier)));
        }
        runs
    }

    fn wrapped(&self, runs: &[Run<Style>], before: &[Span<'static>]) -> Vec<Line<'static>> {
        let columns = self.ground.columns.saturating_sub(wide(before)).max(1);
        let rows = wrap::wrap(runs, columns).into_iter();
        rows.map(|row| {
            let spans = row.into_iter().map(|run| Span::styled(run.text, run.style));
            Line::from(before.iter().cloned().chain(spans).collect::<Vec<_>>())
        })
        .collect()
    }
}

fn with(before: &[Span<'static>], span: Span<'static>) -> Vec<Span<'static>> {
    before.iter().cloned().chain([span]).collect()
}

fn wide(spans: &[Span<'_>]) -> usize {
    spans.iter().map(Span::width).sum()
}
