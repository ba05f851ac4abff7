//! What was looked up lately and still holds: whose token it is, which addresses are banned, who is in
//! which room, and the newest page of a room. All of it in memory, so that most requests need no look
//! at the file.
//!
//! Three rules make it as true as the file. The writer has everything forgotten that a commit may
//! change *before* that commit. While it commits, nothing is learnt. And what was read before it isn't
//! learnt after it. So nobody whose right was taken away is let in once that is on disk.

use std::{
    collections::{HashMap, HashSet},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use bytes::Bytes;
use campfire_proto::{RoomId, UserId};

use super::{Announcement, Audience, caller::Caller};

/// Entries of each kind. Past this everything of that kind is forgotten: whoever comes back is looked
/// up once more.
const MOST: usize = 16_384;

/// Pages that are kept, and the longest of them: four mebibytes in all, at the very most.
const MOST_PAGES: usize = 64;
const LONGEST_PAGE_BYTES: usize = 64 * 1024;

/// What the database keeps of a token.
pub type TokenHash = [u8; 32];

/// What an operation may make untrue of all this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touches {
    Everything,
    /// Messages, in the rooms that hear of it, and nobody's rights.
    Messages,
    Nothing,
}

/// A page as it goes over the wire: written once for all who ask.
#[derive(Clone, Debug)]
pub struct Page {
    pub body: Bytes,
    pub etag: String,
    zipped: Arc<OnceLock<Bytes>>,
}

impl Page {
    pub fn new(body: Bytes, etag: String) -> Self {
        Self { body, etag, zipped: Arc::default() }
    }

    /// The page compressed, by whoever asks first.
    pub fn zipped<E>(&self, zip: impl FnOnce(&[u8]) -> Result<Bytes, E>) -> Result<Bytes, E> {
        if let Some(zipped) = self.zipped.get() {
            return Ok(zipped.clone());
        }
        let zipped = zip(&self.body)?;
        Ok(self.zipped.get_or_init(|| zipped).clone())
    }
}

#[derive(Default)]
pub struct Recall {
    // A plain mutex: held for a look-up or two, never across an await.
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// Grows by one when a commit that may change these begins, and by one when it has ended: it is
    /// odd in between.
    rights_era: u64,
    callers: HashMap<TokenHash, Caller>,
    addresses: HashMap<IpAddr, bool>,
    members: HashSet<(RoomId, UserId)>,
    /// As `rights_era`.
    pages_era: u64,
    pages: HashMap<RoomId, Page>,
}

/// When something was looked up: taken before the look.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    rights_era: u64,
    pages_era: u64,
}

/// What a batch may make untrue.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    everything: bool,
    rooms: HashSet<RoomId>,
}

/// A commit under way: until this is dropped nothing is learnt.
pub(crate) struct Committing<'r> {
    recall: &'r Recall,
    rights: bool,
    pages: bool,
}

impl Changes {
    pub(crate) fn add(&mut self, touches: Touches, announcements: &[Announcement]) {
        match touches {
            Touches::Everything => self.everything = true,
            Touches::Messages => {
                // Whatever changes in a page, those who have it open hear of.
                let rooms = announcements.iter().filter_map(|announcement| match announcement {
                    Announcement::Frame { to: Audience::Room(room), .. } => Some(*room),
                    Announcement::Frame { .. } | Announcement::Revoke(_) => None,
                });
                self.rooms.extend(rooms);
            }
            Touches::Nothing => {}
        }
    }
}

impl Recall {
    /// Whose token this is, if that is known.
    pub fn caller(&self, token: &TokenHash) -> Option<Caller> {
        self.known().callers.get(token).copied()
    }

    /// Whether writes from this address are refused, if that is known.
    pub fn is_banned(&self, address: IpAddr) -> Option<bool> {
        self.known().addresses.get(&address).copied()
    }

    /// The newest page of a room, if it is known, and that this person is in the room. One look for
    /// both: what is said after somebody was sent away is on no page of theirs.
    pub fn page_for(&self, room: RoomId, person: UserId) -> Option<Page> {
        let known = self.known();
        known.members.contains(&(room, person)).then(|| known.pages.get(&room).cloned())?
    }

    /// This moment, for what is looked up from here on.
    pub fn now(&self) -> Moment {
        let known = self.known();
        Moment { rights_era: known.rights_era, pages_era: known.pages_era }
    }

    pub fn learn_caller(&self, looked: Moment, token: TokenHash, caller: Caller) {
        if let Some(mut known) = self.rights_since(looked) {
            if known.callers.len() >= MOST {
                known.callers.clear();
            }
            known.callers.insert(token, caller);
        }
    }

    pub fn learn_address(&self, looked: Moment, address: IpAddr, banned: bool) {
        if let Some(mut known) = self.rights_since(looked) {
            if known.addresses.len() >= MOST {
                known.addresses.clear();
            }
            known.addresses.insert(address, banned);
        }
    }

    /// That somebody is in a room, and what its newest page is.
    pub fn learn_page(&self, looked: Moment, room: RoomId, person: UserId, page: &Page) {
        if let Some(mut known) = self.rights_since(looked) {
            if known.members.len() >= MOST {
                known.members.clear();
            }
            known.members.insert((room, person));
        }
        let mut known = self.known();
        if still_holds(known.pages_era, looked.pages_era) && page.body.len() <= LONGEST_PAGE_BYTES {
            if known.pages.len() >= MOST_PAGES {
                known.pages.clear();
            }
            known.pages.insert(room, page.clone());
        }
    }

    /// Forgets what a commit may make untrue. The commit comes next, and is over when this is dropped.
    pub(crate) fn forget(&self, changes: &Changes) -> Committing<'_> {
        let mut known = self.known();
        let Changes { everything, rooms } = changes;
        let (rights, pages) = (*everything, *everything || !rooms.is_empty());
        if rights {
            known.rights_era += 1;
            known.callers.clear();
            known.addresses.clear();
            known.members.clear();
            known.pages.clear();
        }
        if pages {
            known.pages_era += 1;
            for room in rooms {
                known.pages.remove(room);
            }
        }
        Committing { recall: self, rights, pages }
    }

    fn rights_since(&self, looked: Moment) -> Option<MutexGuard<'_, Known>> {
        let known = self.known();
        still_holds(known.rights_era, looked.rights_era).then_some(known)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether nothing has been committed since, nor is right now.
fn still_holds(era: u64, looked: u64) -> bool {
    era == looked && era.is_multiple_of(2)
}

impl Drop for Committing<'_> {
    fn drop(&mut self) {
        let mut known = self.recall.known();
        known.rights_era += u64::from(self.rights);
        known.pages_era += u64::from(self.pages);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: RoomId = RoomId(1);
    const ADA: UserId = UserId(1);

    fn page(text: &'static str) -> Page {
        Page::new(Bytes::from_static(text.as_bytes()), String::new())
    }

    fn everything() -> Changes {
        Changes { everything: true, rooms: HashSet::new() }
    }

    fn of_the_room() -> Changes {
        Changes { everything: false, rooms: HashSet::from([ROOM]) }
    }

    #[test]
    fn what_was_read_before_a_commit_is_not_learnt_after_it() {
        let recall = Recall::default();
        let looked = recall.now();

        drop(recall.forget(&everything()));
        recall.learn_page(looked, ROOM, ADA, &page("old"));
        recall.learn_address(looked, IpAddr::from([203, 0, 113, 7]), false);

        assert!(recall.page_for(ROOM, ADA).is_none());
        assert_eq!(recall.is_banned(IpAddr::from([203, 0, 113, 7])), None);
    }

    #[test]
    fn while_a_commit_is_under_way_nothing_is_learnt() {
        let recall = Recall::default();
        let committing = recall.forget(&everything());

        recall.learn_page(recall.now(), ROOM, ADA, &page("old"));
        assert!(recall.page_for(ROOM, ADA).is_none());
        drop(committing);
        recall.learn_page(recall.now(), ROOM, ADA, &page("new"));

        assert_eq!(recall.page_for(ROOM, ADA).unwrap().body, "new");
    }

    #[test]
    fn a_message_makes_its_room_be_forgotten_and_nobodys_place_in_it() {
        let recall = Recall::default();
        recall.learn_page(recall.now(), ROOM, ADA, &page("old"));
        recall.learn_page(recall.now(), RoomId(2), ADA, &page("other"));

        drop(recall.forget(&of_the_room()));

        assert!(recall.page_for(ROOM, ADA).is_none());
        assert!(recall.page_for(RoomId(2), ADA).is_some());
        assert!(recall.known().members.contains(&(ROOM, ADA)));
    }

    #[test]
    fn a_page_is_for_those_alone_who_are_known_to_be_in_the_room() {
        let recall = Recall::default();

        recall.learn_page(recall.now(), ROOM, ADA, &page("secret"));

        assert!(recall.page_for(ROOM, UserId(2)).is_none());
    }

    #[test]
    fn long_pages_are_not_kept_and_many_make_room_for_others() {
        let recall = Recall::default();
        let long = Page::new(vec![b'x'; LONGEST_PAGE_BYTES + 1].into(), String::new());

        recall.learn_page(recall.now(), ROOM, ADA, &long);
        assert!(recall.page_for(ROOM, ADA).is_none());
        for room in 0..1_000 {
            recall.learn_page(recall.now(), RoomId(room), ADA, &page("short"));
        }

        assert!(recall.known().pages.len() <= MOST_PAGES);
    }
}
