//! Moving through a room: scrolling, picking a message, first and last.

use campfire_proto::MessageId;

use super::Turn;
use crate::{
    action::Action,
    api::Stretch,
    app::{
        Focus,
        timeline::{Purpose, Scroll},
    },
};

impl Turn<'_> {
    /// An action that moves what is on the screen. False if it is none of those.
    pub(super) fn read_on(&mut self, action: Action) -> bool {
        let rows = self.page().map_or(1, |page| page.rows);
        match action {
            Action::PageUp => self.scroll_up(rows.saturating_sub(2).max(1)),
            Action::PageDown => self.scroll_down(rows.saturating_sub(2).max(1)),
            Action::LineUp => self.scroll_up(1),
            Action::LineDown => self.scroll_down(1),
            Action::Oldest => self.go_to_oldest(),
            Action::Newest => self.go_to_newest(),
            Action::FirstUnread => self.go_to_first_unread(),
            Action::ToMessages => {
                self.app.mode.normal = true;
                self.pick_newest();
            }
            Action::Older => self.pick(|timeline, here| timeline.before(here).map(|it| it.id)),
            Action::Newer => self.pick(|timeline, here| {
                let mut after = timeline.messages().range(here..).skip(1);
                after.next().map(|(id, _)| *id)
            }),
            Action::First => {
                self.pick(|timeline, _| timeline.messages().keys().next().copied());
                self.load_around_screen(true);
            }
            Action::Last => {
                self.pick(|timeline, _| timeline.messages().keys().next_back().copied());
            }
            Action::Find => self.ask_for_words(),
            Action::FindNext => self.find(true),
            Action::FindPrevious => self.find(false),
            Action::ToComposer => {
                self.app.start_writing();
                self.app.marked.clear();
            }
            Action::HalfPageUp => self.half_page(true),
            Action::HalfPageDown => self.half_page(false),
            _ => return false,
        }
        true
    }

    pub(super) fn scroll_up(&mut self, rows: usize) {
        let Some((scroll, at_top)) = self.page().map(|page| page.up(rows)) else { return };
        if let Some(timeline) = self.app.timeline_mut() {
            timeline.scroll = scroll;
        }
        self.load_around_screen(at_top);
    }

    pub(super) fn scroll_down(&mut self, rows: usize) {
        let Some(scroll) = self.page().map(|page| page.down(rows)) else { return };
        self.scroll_to(scroll);
    }

    fn scroll_to(&mut self, scroll: Scroll) {
        if let Some(timeline) = self.app.timeline_mut() {
            timeline.scroll = scroll;
            if scroll == Scroll::Bottom && timeline.is_at_end() {
                timeline.reach_bottom();
            }
        }
        self.load_around_screen(false);
    }

    fn go_to_oldest(&mut self) {
        let first = self.app.timeline().and_then(|it| it.messages().keys().next().copied());
        if let (Some(message), Some(timeline)) = (first, self.app.timeline_mut()) {
            timeline.scroll = Scroll::Top { message, skip: 0 };
        }
        self.scroll_up(1);
    }

    /// The newest of all, which may have to be loaded first.
    pub(super) fn go_to_newest(&mut self) {
        let Some(room) = self.app.open else { return };
        let Some(timeline) = self.app.timeline_mut() else { return };
        if timeline.is_at_end() {
            timeline.reach_bottom();
        } else {
            self.load(room, Stretch::Newest, Purpose::Replace { seen: None });
        }
        if let Focus::Message(_) = self.app.focus {
            self.app.focus = Focus::Composer;
        }
    }

    fn go_to_first_unread(&mut self) {
        let Some((room, timeline)) = self.app.open.zip(self.app.timeline()) else { return };
        let Some(seen) = timeline.new_after else {
            return self.app.notice("Nothing was new when you came here");
        };
        let loaded = timeline.messages().keys().next().is_some_and(|first| *first <= seen);
        let next = MessageId(seen.0 + 1);
        let first = timeline.messages().range(next..).next().map(|(id, _)| *id);
        match first {
            Some(first) if loaded || !timeline.has_before() => self.show(first),
            _ => self.load(room, Stretch::Around(seen), Purpose::Jump(seen)),
        }
    }

    fn pick_newest(&mut self) {
        let Some(page) = self.page() else { return };
        // The last one that is on the screen: what one looks at.
        let visible = page.visible();
        if let Some(id) = visible.iter().rev().find_map(|row| row.message) {
            self.app.focus = Focus::Message(id);
        } else {
            self.app.notice("There is no message here yet");
        }
    }

    /// Half a screen on, and the message that is picked stays on the screen.
    fn half_page(&mut self, up: bool) {
        let rows = self.page().map_or(1, |page| page.rows / 2).max(1);
        if up {
            self.scroll_up(rows);
        } else {
            self.scroll_down(rows);
        }
        let Some(page) = self.page() else { return };
        let visible: Vec<_> = page.visible().iter().filter_map(|row| row.message).collect();
        let edge = if up { visible.first() } else { visible.last() };
        if let Some(id) = edge {
            self.app.focus = Focus::Message(*id);
        }
    }

    fn pick(
        &mut self,
        next: impl Fn(&crate::app::timeline::Timeline, MessageId) -> Option<MessageId>,
    ) {
        let Focus::Message(here) = self.app.focus else { return };
        let Some(timeline) = self.app.timeline() else { return };
        let Some(wanted) = next(timeline, here) else {
            // At the edge of what is loaded: there may be more.
            return self.scroll_up(usize::from(timeline.before(here).is_none()));
        };
        self.app.focus = Focus::Message(wanted);
        if let Some(scroll) = self.page().map(|page| page.showing(wanted)) {
            self.scroll_to(scroll);
        }
    }
}
