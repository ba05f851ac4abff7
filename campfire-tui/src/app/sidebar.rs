//! The list of rooms: which group a room stands in, and the order within. What it looks like lives in
//! `view`.

use std::cmp::Reverse;

use campfire_proto::{Room, RoomId, RoomType};

use super::{App, is_listed};

/// Rooms under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub title: &'static str,
    pub rooms: Vec<RoomId>,
}

impl App {
    /// What is new stands on top and stays there until it is left; then rooms by name, and people by
    /// when they last wrote.
    pub fn sidebar(&self) -> Vec<Group> {
        let is_new = |room: &Room| {
            room.membership.unread || (self.keeps_place && Some(room.id) == self.open)
        };
        let mut listed: Vec<&Room> = self.rooms.values().filter(|room| is_listed(room)).collect();
        listed.sort_by_cached_key(|room| match room.room_type {
            RoomType::Direct => (1, String::new(), Reverse(room.last_message_at)),
            RoomType::Open | RoomType::Closed => (0, room.name.to_lowercase(), Reverse(None)),
        });
        let pick = |wanted: &dyn Fn(&Room) -> bool| {
            listed.iter().filter(|room| wanted(room)).map(|room| room.id).collect::<Vec<_>>()
        };
        let direct = |room: &Room| room.room_type == RoomType::Direct;
        let groups = [
            Group { title: "New", rooms: pick(&is_new) },
            Group { title: "Rooms", rooms: pick(&|room| !is_new(room) && !direct(room)) },
            Group { title: "People", rooms: pick(&|room| !is_new(room) && direct(room)) },
        ];
        groups.into_iter().filter(|group| !group.rooms.is_empty()).collect()
    }

    /// The rooms of the list from top to bottom.
    pub fn listed_rooms(&self) -> Vec<RoomId> {
        self.sidebar().into_iter().flat_map(|group| group.rooms).collect()
    }

    /// The room on a row of the list, as it is drawn: a row for each title and each room.
    pub fn room_at(&self, row: usize) -> Option<RoomId> {
        let rows = self
            .sidebar()
            .into_iter()
            .flat_map(|group| std::iter::once(None).chain(group.rooms.into_iter().map(Some)));
        rows.skip(self.sidebar_skip()).nth(row).flatten()
    }

    /// Rows of the list above the screen, so that the open room is always on it.
    pub fn sidebar_skip(&self) -> usize {
        let height = usize::from(self.size.1.saturating_sub(2));
        let mut row: usize = 0;
        for group in self.sidebar() {
            row += 1;
            for room in group.rooms {
                row += 1;
                if Some(room) == self.open {
                    return row.saturating_sub(height);
                }
            }
        }
        0
    }

    /// Where something new waits: mentions first, then people, then whatever is new.
    pub fn next_activity(&self) -> Option<RoomId> {
        let unread = self.unread_rooms().filter(|room| Some(room.id) != self.open);
        let urgency = |room: &Room| match room.room_type {
            _ if room.membership.unread_mentions > 0 => 2,
            RoomType::Direct => 1,
            RoomType::Open | RoomType::Closed => 0,
        };
        unread.max_by_key(|room| (urgency(room), room.last_message_at)).map(|room| room.id)
    }
}
