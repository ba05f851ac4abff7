//! What is known of a room's messages: one stretch without gaps, how far it reaches, and how far the
//! room has been heard. Filing is by id, so whatever comes twice, late, or beside a fresh page leaves
//! it the same.

use std::collections::BTreeMap;

use campfire_proto::{Message, MessageId, MessagePage, ServerFrame};

/// Messages that stay loaded in a room one doesn't look at.
const KEPT: usize = 200;

/// Whether the room's live frames reach us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follow {
    #[default]
    Not,
    /// Asked for, with the id from which on we missed things.
    Asked(Option<MessageId>),
    Live,
}

/// Why a stretch of a room is loaded, which decides what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// In place of what is there. Everything up to the message has been seen then.
    Replace { seen: Option<MessageId> },
    /// Beside what is there.
    Extend,
    /// In place of what is there, to show this message.
    Jump(MessageId),
    /// To see what has changed in what is there.
    Refresh,
}

/// Where in the room one reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scroll {
    /// At the newest, and with it.
    #[default]
    Bottom,
    /// The first row is this one of this message. It stays, whatever arrives.
    Top { message: MessageId, skip: usize },
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    messages: BTreeMap<MessageId, Message>,
    /// False until there has been a first page.
    loaded: bool,
    has_before: bool,
    has_after: bool,
    last_seen: Option<MessageId>,
    pub follow: Follow,
    loads: usize,
    /// What was heard while a page was on its way: the page may be older than it.
    meanwhile: Vec<ServerFrame>,
    pub scroll: Scroll,
    /// Messages below what is on the screen that came since one scrolled away.
    pub newer: usize,
    /// What came after this message was new when the room was opened.
    pub new_after: Option<MessageId>,
}

impl Timeline {
    /// As it was when the chat was last left.
    pub fn remembered(
        messages: Vec<Message>,
        has_before: bool,
        last_seen: Option<MessageId>,
    ) -> Self {
        let messages = messages.into_iter().map(|message| (message.id, message)).collect();
        Self { messages, loaded: true, has_before, last_seen, ..Self::default() }
    }

    pub fn messages(&self) -> &BTreeMap<MessageId, Message> {
        &self.messages
    }

    pub fn get(&self, id: MessageId) -> Option<&Message> {
        self.messages.get(&id)
    }

    pub fn newest(&self) -> Option<&Message> {
        self.messages.values().next_back()
    }

    /// The message in front of another one, as far as it is loaded.
    pub fn before(&self, id: MessageId) -> Option<&Message> {
        self.messages.range(..id).next_back().map(|(_, message)| message)
    }

    pub fn is_loaded(&self) -> bool {
        self.loaded
    }

    pub fn is_loading(&self) -> bool {
        self.loads > 0
    }

    pub fn has_before(&self) -> bool {
        self.has_before
    }

    /// Whether the newest message of all is the newest here.
    pub fn is_at_end(&self) -> bool {
        !self.has_after
    }

    pub fn last_seen(&self) -> Option<MessageId> {
        // Nothing is a place, too: then all there is, is new.
        self.loaded.then(|| self.last_seen.unwrap_or(MessageId(0)))
    }

    /// A page is on its way.
    pub fn await_page(&mut self) {
        self.loads += 1;
    }

    pub fn page_failed(&mut self) {
        self.loads = self.loads.saturating_sub(1);
        if self.loads == 0 {
            self.meanwhile.clear();
        }
    }

    /// Files a page, and once more what was heard while it was on its way.
    pub fn file_page(&mut self, page: MessagePage, extends_down: bool, purpose: Purpose) {
        let newest = page.messages.last().map(|message| message.id);
        match purpose {
            Purpose::Extend if extends_down => self.has_after = page.has_more_after,
            Purpose::Extend | Purpose::Refresh => self.has_before = page.has_more_before,
            Purpose::Replace { .. } | Purpose::Jump(_) => {
                self.messages.clear();
                self.has_before = page.has_more_before;
                self.has_after = page.has_more_after;
                self.loaded = true;
                let seen = match purpose {
                    Purpose::Replace { seen } => seen.max(newest),
                    Purpose::Extend | Purpose::Refresh | Purpose::Jump(_) => newest,
                };
                // While nothing live reaches us, what we hold is all that we have seen.
                let live = self.follow == Follow::Live;
                self.last_seen = if live { self.last_seen.max(seen) } else { seen };
            }
        }
        self.messages.extend(page.messages.into_iter().map(|message| (message.id, message)));
        for frame in self.meanwhile.clone() {
            self.apply(frame);
        }
        self.page_failed();
    }

    /// Hears one of the room's frames. True if it brought a message that wasn't there.
    pub fn hear(&mut self, frame: &ServerFrame) -> bool {
        if self.loads > 0 {
            self.meanwhile.push(frame.clone());
        }
        self.loaded && self.apply(frame.clone())
    }

    fn apply(&mut self, frame: ServerFrame) -> bool {
        match frame {
            ServerFrame::MessageCreated { message } => return self.file(message),
            ServerFrame::MessageUpdated { message } => {
                if let Some(known) = self.messages.get_mut(&message.id) {
                    *known = message;
                }
            }
            ServerFrame::MessageDeleted { message_id, .. } => {
                self.messages.remove(&message_id);
            }
            ServerFrame::BoostCreated { boost, .. } => {
                if let Some(message) = self.messages.get_mut(&boost.message_id) {
                    message.boosts.retain(|known| known.id != boost.id);
                    message.boosts.push(boost);
                    message.boosts.sort_by_key(|boost| boost.id);
                }
            }
            ServerFrame::BoostDeleted { message_id, boost_id, .. } => {
                if let Some(message) = self.messages.get_mut(&message_id) {
                    message.boosts.retain(|known| known.id != boost_id);
                }
            }
            _ => {}
        }
        false
    }

    /// Files a message that was just said, by us or by somebody else.
    pub fn file(&mut self, message: Message) -> bool {
        if !self.loaded {
            return false;
        }
        if self.follow == Follow::Live {
            self.last_seen = self.last_seen.max(Some(message.id));
        }
        let newest = self.newest().map(|newest| newest.id);
        if self.has_after && newest.is_none_or(|newest| message.id > newest) {
            // There is a gap between what is here and this one.
            self.newer += 1;
            return true;
        }
        let scrolled = self.scroll != Scroll::Bottom;
        let new = self.messages.insert(message.id, message).is_none();
        if new && scrolled {
            self.newer += 1;
        }
        new
    }

    /// All that was missed has been sent. True if the room must be loaded anew.
    pub fn caught_up(&mut self, newest: Option<MessageId>, resync: bool) -> bool {
        let asked = self.follow;
        self.follow = Follow::Live;
        if resync || !self.loaded || asked == Follow::Asked(None) {
            return true;
        }
        let held = self.newest().map(|newest| newest.id);
        self.last_seen = self.last_seen.max(newest).max(held);
        false
    }

    /// The newest is on the screen: nothing waits below.
    pub fn reach_bottom(&mut self) {
        self.scroll = Scroll::Bottom;
        self.newer = 0;
    }

    /// Forgets what was said, but not that the room is followed.
    pub fn let_go(&mut self) {
        *self = Self { follow: self.follow, ..Self::default() };
    }

    /// Lets go of what nobody looks at.
    pub fn shrink(&mut self) {
        if self.has_after {
            // What is here doesn't reach the end; the next visit starts there.
            return self.let_go();
        }
        while self.messages.len() > KEPT {
            self.messages.pop_first();
            self.has_before = true;
        }
        self.reach_bottom();
        self.new_after = None;
    }
}
