//! What survives us: drafts and the outbox, which must not be lost, and what the next start shows before
//! it has heard anything. Writing it down lives in `shell`.

use campfire_proto::{Account, Message, MessageId, Room, RoomId, User};
use serde::{Deserialize, Serialize};

use super::{App, outbox::Outgoing};

/// What must survive a crash, as it lies on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Unsent {
    /// Which one of those that were handed over; of no interest to the next run.
    #[serde(skip)]
    pub version: u64,
    pub drafts: Vec<Draft>,
    pub outbox: Vec<Outgoing>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub room: RoomId,
    pub text: String,
}

/// What the next start shows before it has heard anything.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    pub me: Option<User>,
    pub account: Option<Account>,
    pub rooms: Vec<Room>,
    pub people: Vec<User>,
    pub open: Option<RoomId>,
    /// The rooms one was in, the last one last.
    pub visited: Vec<RoomId>,
    pub pages: Vec<RememberedPage>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RememberedPage {
    pub room: RoomId,
    pub messages: Vec<Message>,
    pub has_before: bool,
    pub last_seen: Option<MessageId>,
}

/// Rooms of which the next start shows the newest messages at once, and how many.
const REMEMBERED_ROOMS: usize = 5;
const REMEMBERED_MESSAGES: usize = 40;

impl App {
    /// What must not be lost, as it is now.
    pub fn unsent(&self) -> Unsent {
        let mut drafts = self.drafts.clone();
        if let Some(room) = self.open {
            let text = match &self.composer.editing {
                Some(editing) => editing.draft.clone(),
                None => self.composer.text.text().to_owned(),
            };
            drafts.insert(room, text);
        }
        let drafts = drafts.into_iter().filter(|(_, text)| !text.trim().is_empty());
        Unsent {
            version: self.kept,
            drafts: drafts.map(|(room, text)| Draft { room, text }).collect(),
            outbox: self.outbox.entries().to_vec(),
        }
    }

    /// What the next start shows first.
    pub fn remembered(&self) -> Remembered {
        let latest = self.visited.iter().rev().take(REMEMBERED_ROOMS);
        let pages = latest.filter_map(|room| {
            let timeline = self.timelines.get(room)?;
            let last_seen = timeline.last_seen();
            if !timeline.is_at_end() || last_seen.is_none() {
                return None;
            }
            let surplus = timeline.messages().len().saturating_sub(REMEMBERED_MESSAGES);
            Some(RememberedPage {
                room: *room,
                messages: timeline.messages().values().skip(surplus).cloned().collect(),
                has_before: timeline.has_before() || surplus > 0,
                last_seen,
            })
        });
        Remembered {
            me: self.me.clone(),
            account: self.account.clone(),
            rooms: self.rooms.values().cloned().collect(),
            people: self.people.values().cloned().collect(),
            open: self.open,
            visited: self.visited.clone(),
            pages: pages.collect(),
        }
    }
}
