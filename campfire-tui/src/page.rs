//! Which rows of a room are on the screen, and how scrolling moves them. How one message becomes rows
//! lives in `block`.
//!
//! Nothing is laid out but what is seen or scrolled past, so a room of ten thousand messages costs as
//! much as one of forty. The place one reads is a message and a row of it: new messages, older pages
//! and another width never move it.

use std::ops::Bound;

use campfire_proto::{Message, MessageId};
use ratatui::text::Line;

use crate::app::{
    App,
    timeline::{Scroll, Timeline},
};

mod block;
mod bodies;
mod body;
mod plain;

pub use bodies::Bodies;
pub use plain::plain;

/// One row, and the message it belongs to.
#[derive(Clone, Debug)]
pub struct Row {
    pub message: Option<MessageId>,
    pub line: Line<'static>,
}

/// A room as it is laid out in so many columns.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub app: &'a App,
    pub timeline: &'a Timeline,
    pub columns: usize,
    pub rows: usize,
    /// What was laid out before, where somebody keeps it.
    pub bodies: Option<&'a Bodies>,
}

impl<'a> Page<'a> {
    fn block(&self, message: &Message) -> Vec<Line<'static>> {
        block::said(self.app, self.timeline, message, self.columns, self.bodies)
    }

    fn height(&self, message: &Message) -> usize {
        self.block(message).len()
    }

    fn tail(&self) -> Vec<Line<'static>> {
        if self.timeline.is_at_end() {
            block::outgoing(self.app, self.timeline, self.columns)
        } else {
            Vec::new()
        }
    }

    fn from(&self, message: MessageId) -> impl Iterator<Item = &'a Message> {
        self.timeline.messages().range(message..).map(|(_, message)| message)
    }

    fn above(&self, message: MessageId) -> impl Iterator<Item = &'a Message> {
        let before = (Bound::Unbounded, Bound::Excluded(message));
        self.timeline.messages().range(before).rev().map(|(_, message)| message)
    }

    /// The rows to draw, from the top; fewer than there is place for only in a short room.
    pub fn visible(&self) -> Vec<Row> {
        match self.timeline.scroll {
            Scroll::Bottom => self.newest(),
            Scroll::Top { message, skip } => {
                let rows = self.down_from(message, skip);
                // Deleted messages, or a larger window: what is left may not fill it any more.
                if rows.len() < self.rows { self.newest() } else { rows }
            }
        }
    }

    fn down_from(&self, message: MessageId, skip: usize) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.rows + skip);
        for message in self.from(message) {
            if rows.len() >= self.rows + skip {
                break;
            }
            let lines = self.block(message).into_iter();
            rows.extend(lines.map(|line| Row { message: Some(message.id), line }));
        }
        if rows.len() < self.rows + skip {
            rows.extend(self.tail().into_iter().map(|line| Row { message: None, line }));
        }
        rows.drain(..skip.min(rows.len()));
        rows.truncate(self.rows);
        rows
    }

    fn newest(&self) -> Vec<Row> {
        let mut blocks = vec![(None, self.tail())];
        let mut filled = blocks[0].1.len();
        for message in self.timeline.messages().values().rev() {
            if filled >= self.rows {
                break;
            }
            let lines = self.block(message);
            filled += lines.len();
            blocks.push((Some(message.id), lines));
        }
        let rows = blocks
            .into_iter()
            .rev()
            .flat_map(|(message, lines)| lines.into_iter().map(move |line| Row { message, line }));
        rows.skip(filled.saturating_sub(self.rows)).collect()
    }

    /// The row at the top of the screen right now.
    fn top(&self) -> Option<(MessageId, usize)> {
        if let Scroll::Top { message, skip } = self.timeline.scroll {
            let message = self.from(message).next()?;
            return Some((message.id, skip));
        }
        let newest = self.timeline.newest()?.id;
        let tail = self.tail().len();
        if tail >= self.rows {
            return Some((newest, self.height(self.timeline.newest()?)));
        }
        self.up_from(newest, self.height(self.timeline.newest()?), self.rows - tail).into()
    }

    /// So many rows above a row, or the first one there is.
    fn up_from(&self, message: MessageId, skip: usize, by: usize) -> (MessageId, usize) {
        if by <= skip {
            return (message, skip - by);
        }
        let mut left = by - skip;
        let mut first = message;
        for above in self.above(message) {
            let height = self.height(above);
            if left <= height {
                return (above.id, height - left);
            }
            left -= height;
            first = above.id;
        }
        (first, 0)
    }

    /// Where one is after scrolling up by so many rows. True if that is the very top.
    pub fn up(&self, by: usize) -> (Scroll, bool) {
        let Some((message, skip)) = self.top() else { return (Scroll::Bottom, true) };
        let (message, skip) = self.up_from(message, skip, by);
        let first = self.timeline.messages().keys().next();
        let at_top = skip == 0 && first == Some(&message);
        (self.settled(message, skip), at_top)
    }

    pub fn down(&self, by: usize) -> Scroll {
        let Scroll::Top { message, skip } = self.timeline.scroll else { return Scroll::Bottom };
        let mut left = skip + by;
        for message in self.from(message) {
            let height = self.height(message);
            if left < height {
                return self.settled(message.id, left);
            }
            left -= height;
        }
        Scroll::Bottom
    }

    /// The bottom, if nothing lies below.
    fn settled(&self, message: MessageId, skip: usize) -> Scroll {
        if self.fills(message, skip, self.rows + 1) {
            Scroll::Top { message, skip }
        } else {
            Scroll::Bottom
        }
    }

    /// Whether there are so many rows from here on.
    fn fills(&self, message: MessageId, skip: usize, rows: usize) -> bool {
        let mut found = 0;
        for message in self.from(message) {
            found += self.height(message);
            if found >= rows + skip {
                return true;
            }
        }
        found + self.tail().len() >= rows + skip
    }

    /// Where one has to be for a message to be on the screen; unchanged if it is there already.
    pub fn showing(&self, message: MessageId) -> Scroll {
        let visible = self.visible();
        let here = visible.iter().filter(|row| row.message == Some(message)).count();
        let Some(wanted) = self.timeline.get(message) else { return self.timeline.scroll };
        let height = self.height(wanted);
        if here == height || (here > 0 && here == self.rows) {
            return self.timeline.scroll;
        }
        let above = visible.iter().find_map(|row| row.message).is_none_or(|first| message <= first);
        if above || height >= self.rows {
            return self.settled(message, 0);
        }
        let (top, skip) = self.up_from(message, height, self.rows);
        self.settled(top, skip)
    }

    /// Where one has to be for a message to stand in the middle.
    pub fn around(&self, message: MessageId) -> Scroll {
        let (top, skip) = self.up_from(message, 0, self.rows / 2);
        self.settled(top, skip)
    }
}
