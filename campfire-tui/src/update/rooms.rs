//! Going from room to room, and what happens when a room goes.

use campfire_proto::{MessageId, NewRoom, RoomId, RoomType, UserId};

use super::Turn;
use crate::{
    api::Stretch,
    app::{
        Focus,
        text_box::TextBox,
        timeline::{Follow, Purpose},
    },
    effect::{Effect, Request},
    page::Page,
    screen::Screen,
};

impl Turn<'_> {
    /// Opens a room at its newest message.
    pub(super) fn visit(&mut self, room: RoomId) {
        if self.app.open != Some(room) {
            self.change_room(room);
            self.enter(room);
        }
        self.app.focus = Focus::Composer;
    }

    /// Opens a room at one message.
    pub(super) fn jump(&mut self, room: RoomId, message: MessageId) {
        if self.app.open != Some(room) {
            self.change_room(room);
            self.look_into(room);
        }
        let known = self.app.timelines.get(&room).is_some_and(|it| it.get(message).is_some());
        if known {
            self.show(message);
        } else {
            self.load(room, Stretch::Around(message), Purpose::Jump(message));
        }
    }

    /// Picks a message, and brings it to the middle of the screen.
    pub(super) fn show(&mut self, message: MessageId) {
        self.app.focus = Focus::Message(message);
        let scroll = self.page().map(|page| page.around(message));
        if let (Some(scroll), Some(timeline)) = (scroll, self.app.timeline_mut()) {
            timeline.scroll = scroll;
        }
    }

    /// The open room as it is laid out on this screen.
    pub(super) fn page(&self) -> Option<Page<'_>> {
        let (columns, rows) = Screen::of(self.app)?.page();
        let timeline = self.app.timeline()?;
        Some(Page { app: self.app, timeline, columns, rows, bodies: None })
    }

    fn change_room(&mut self, room: RoomId) {
        self.put_draft_away();
        if let Some(left) = self.app.timeline_mut() {
            left.shrink();
        }
        self.app.open = Some(room);
        self.app.marked.clear();
        self.app.visited.retain(|visited| *visited != room);
        self.app.visited.push(room);
        let membership = self.app.rooms.get(&room).map(|room| room.membership);
        self.app.keeps_place = membership.is_some_and(|it| it.unread);
        let timeline = self.app.timelines.entry(room).or_default();
        timeline.new_after = membership
            .filter(|it| it.unread)
            .map(|it| it.last_read_message_id.unwrap_or(MessageId(0)));
        let draft = self.app.drafts.get(&room).map_or("", String::as_str);
        self.app.composer.text = TextBox::with(draft);
        self.remember_soon();
    }

    /// What was being written stays with the room it was for.
    pub(super) fn put_draft_away(&mut self) {
        let composer = std::mem::take(&mut self.app.composer);
        self.app.typed_at = None;
        let Some(room) = self.app.open else { return };
        let draft = composer.editing.map_or(composer.text.text().to_owned(), |it| it.draft);
        if self.app.drafts.get(&room).is_none_or(|known| *known != draft) {
            self.app.drafts.insert(room, draft);
            self.draft_changed();
        }
    }

    /// Loads what is missing of a room that has just been opened.
    pub(super) fn enter(&mut self, room: RoomId) {
        let timeline = self.app.timelines.entry(room).or_default();
        if !timeline.is_loaded() && !timeline.is_loading() {
            self.load(room, Stretch::Newest, Purpose::Replace { seen: None });
        }
        self.look_into(room);
    }

    fn look_into(&mut self, room: RoomId) {
        if self.app.timelines.get(&room).is_none_or(|it| it.follow == Follow::Not) {
            self.follow(room);
        }
        let direct = self.app.rooms.get(&room).is_some_and(|it| it.room_type == RoomType::Direct);
        if !direct && !self.app.members.contains_key(&room) {
            self.ask(Request::Members(room));
        }
    }

    /// Opens the direct room with somebody, and makes it first if need be.
    pub(super) fn write_to(&mut self, person: UserId) {
        if self.app.is_me(person) {
            return self.app.notice("That is you");
        }
        match self.app.direct_with(person) {
            Some(room) => self.visit(room),
            None => self.ask(Request::Create(NewRoom {
                room_type: Some(RoomType::Direct),
                user_id: Some(person),
                ..NewRoom::default()
            })),
        }
    }

    pub(super) fn step_room(&mut self, by: isize) {
        let rooms = self.app.listed_rooms();
        let here = rooms.iter().position(|room| Some(*room) == self.app.open);
        let Some(last) = rooms.len().checked_sub(1) else { return };
        let next = match here {
            Some(here) => here.saturating_add_signed(by).min(last),
            None => 0,
        };
        self.visit(rooms[next]);
    }

    /// A room that isn't ours any more: what was written for it isn't lost with it.
    pub(super) fn forget(&mut self, room: RoomId, why: &str) {
        let Some(gone) = self.app.rooms.remove(&room) else { return };
        let name = gone.name;
        self.app.timelines.remove(&room);
        self.app.members.remove(&room);
        self.app.visited.retain(|visited| *visited != room);
        self.app.outbox.room_gone(room, &format!("{name} {why}"));
        if self.app.open != Some(room) {
            return self.app.notice(format!("{name} {why}"));
        }
        self.put_draft_away();
        let draft = self.app.drafts.remove(&room).unwrap_or_default();
        self.app.open = None;
        self.app.overlays.clear();
        if draft.trim().is_empty() {
            self.app.notice(format!("{name} {why}"));
        } else {
            self.app.notice(format!("{name} {why}. What you were writing is in the clipboard"));
            self.effects.push(Effect::Copy(draft));
        }
        self.open_something();
    }

    /// Where to go when one is nowhere.
    pub(super) fn open_something(&mut self) {
        if self.app.open.is_some() {
            return;
        }
        let listed = self.app.listed_rooms();
        let before = self.app.visited.iter().rev().find(|room| listed.contains(room)).copied();
        // The oldest room is where everybody is; what is new elsewhere isn't read by arriving.
        let oldest = || {
            let shared = self.app.rooms.values().find(|room| room.room_type != RoomType::Direct);
            shared.map(|room| room.id).filter(|room| listed.contains(room))
        };
        if let Some(room) = before.or_else(oldest).or(listed.first().copied()) {
            self.visit(room);
        }
    }

    /// A room is new to us.
    pub(super) fn add_room(&mut self, room: RoomId) {
        if self.app.timelines.entry(room).or_default().follow == Follow::Not {
            self.follow(room);
        }
        self.open_something();
    }
}
