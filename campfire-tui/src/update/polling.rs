//! Without a socket where everything else works: what it would have told is asked for now and then.
//! Some networks let no socket through; one tries it again each time.

use std::time::Duration;

use campfire_proto::{MessagePage, Room, RoomId, ServerFrame};

use super::{Turn, connection::PAGE};
use crate::{
    api::Stretch,
    app::{
        link::Link,
        timeline::{Purpose, Scroll},
    },
    effect::{Request, Timer},
};

/// How often it is asked. The header says so.
pub(super) const POLL_EVERY: Duration = Duration::from_secs(10);
/// Sockets that must fail in a row before somebody wonders whether it is the socket alone.
const SUSPICIOUS: u32 = 1;

impl Turn<'_> {
    /// No socket again: does the server answer questions?
    pub(super) fn wonder(&mut self, tries: u32) {
        if tries >= SUSPICIOUS {
            self.ask(Request::Rooms);
        }
    }

    /// The list of rooms came while no socket stands.
    pub(super) fn answers_without_socket(&mut self) {
        if let Link::Offline { .. } = self.app.link {
            self.app.link = Link::Polling;
            let every = POLL_EVERY.as_secs();
            self.app.notice(format!(
                "Live updates are off, since no socket gets through; checking every {every} s"
            ));
            self.app.outbox.hurry();
            self.ask(Request::Me);
            self.ask(Request::People);
            // It may have been the server that was just starting.
            self.connect();
            self.wake(Timer::Poll, POLL_EVERY);
        }
        if self.app.link == Link::Polling {
            self.ask_for_news();
        }
    }

    pub(super) fn poll(&mut self) {
        if self.app.link == Link::Polling {
            self.ask(Request::Rooms);
            self.connect();
            self.wake(Timer::Poll, POLL_EVERY);
        }
    }

    fn ask_for_news(&mut self) {
        let Some(room) = self.app.open else { return };
        let Some(timeline) = self.app.timeline() else { return };
        if timeline.is_loaded() && !timeline.is_loading() && timeline.is_at_end() {
            self.load(room, Stretch::Newest, Purpose::Refresh);
        }
        // Nobody but us can say that it is seen.
        let seen = self.app.timeline().is_some_and(|it| it.scroll == Scroll::Bottom)
            && self.app.attention.is_there(self.app.now);
        if let Some(known) = self.app.rooms.get_mut(&room).filter(|it| it.membership.unread && seen)
        {
            let Room { membership, .. } = known;
            (membership.unread, membership.unread_count, membership.unread_mentions) =
                (false, 0, 0);
            self.ask(Request::MarkRead(room));
        }
    }

    /// The newest page of a room that is on the screen already: what is new in it is told as a socket
    /// would tell it.
    pub(super) fn refresh(&mut self, room: RoomId, page: MessagePage) {
        let Some(timeline) = self.app.timelines.get_mut(&room) else { return };
        timeline.page_failed();
        let newest = timeline.newest().map(|message| message.id);
        let full = page.messages.len() >= PAGE as usize;
        let first = page.messages.first().map(|message| message.id);
        if full && first > newest {
            // More was said than fits on a page: what is here doesn't join it.
            self.load(room, Stretch::Newest, Purpose::Replace { seen: None });
            return;
        }
        // A page that isn't full holds all there is.
        let from = first.filter(|_| full);
        let there = |id| page.messages.iter().any(|message| message.id == id);
        let known = timeline.messages().keys().copied();
        let gone: Vec<_> =
            known.filter(|id| from.is_none_or(|from| *id >= from) && !there(*id)).collect();
        for message_id in gone {
            self.hear(ServerFrame::MessageDeleted { room_id: room, message_id });
        }
        for message in page.messages {
            let known = self.app.timelines.get(&room).and_then(|it| it.get(message.id));
            match known {
                Some(known) if *known == message => {}
                Some(_) => self.hear(ServerFrame::MessageUpdated { message }),
                None => self.said(message),
            }
        }
    }
}
