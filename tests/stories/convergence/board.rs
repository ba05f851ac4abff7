//! What everybody has heard of: rooms, messages and boosts that somebody could do something to.
//! Some are gone, some are none of their business; then the server says so.

use std::sync::{Arc, Mutex};

use campfire_proto::{Boost, Message, RoomId, UserId};
use campfire_tests::membership_log::MembershipLog;
use rand::{rngs::StdRng, seq::IndexedRandom};

/// Old news is forgotten.
const REMEMBERED: usize = 40;

pub(super) struct Board {
    pub(super) log: Arc<MembershipLog>,
    pub(super) people: Vec<UserId>,
    /// Held while memberships change, so that the log knows in which order they did.
    pub(super) door: tokio::sync::Mutex<()>,
    news: Mutex<News>,
}

#[derive(Default)]
struct News {
    rooms: Vec<RoomId>,
    messages: Vec<Message>,
    boosts: Vec<Boost>,
}

impl Board {
    pub(super) fn new(log: Arc<MembershipLog>, people: Vec<UserId>) -> Self {
        Self { log, people, door: tokio::sync::Mutex::default(), news: Mutex::default() }
    }

    /// A new room; all but these people are outside, or nobody is.
    pub(super) fn has_room(&self, room: RoomId, members: Option<&[usize]>) {
        if let Some(members) = members {
            let members: Vec<UserId> = members.iter().map(|member| self.people[*member]).collect();
            self.are_out(room, |person| !members.contains(&person));
        }
        self.news.lock().unwrap().rooms.push(room);
    }

    pub(super) fn are_out(&self, room: RoomId, out: impl Fn(UserId) -> bool) {
        for person in self.people.iter().filter(|person| out(**person)) {
            self.log.is_out(room, *person);
        }
    }

    pub(super) fn has_lost_room(&self, room: RoomId) {
        self.are_out(room, |_| true);
        self.news.lock().unwrap().rooms.retain(|known| *known != room);
    }

    pub(super) fn has_message(&self, message: Message) {
        remember(&mut self.news.lock().unwrap().messages, message);
    }

    pub(super) fn has_boost(&self, boost: Boost) {
        remember(&mut self.news.lock().unwrap().boosts, boost);
    }

    pub(super) fn some_room(&self, dice: &mut StdRng) -> RoomId {
        *self.news.lock().unwrap().rooms.choose(dice).unwrap()
    }

    pub(super) fn number_of_rooms(&self) -> usize {
        self.news.lock().unwrap().rooms.len()
    }

    pub(super) fn some_message(&self, dice: &mut StdRng) -> Option<Message> {
        self.news.lock().unwrap().messages.choose(dice).cloned()
    }

    pub(super) fn some_boost(&self, dice: &mut StdRng) -> Option<Boost> {
        self.news.lock().unwrap().boosts.choose(dice).cloned()
    }

    pub(super) fn somebody(&self, dice: &mut StdRng) -> UserId {
        *self.people.choose(dice).unwrap()
    }
}

fn remember<T>(news: &mut Vec<T>, new: T) {
    if news.len() == REMEMBERED {
        news.remove(0);
    }
    news.push(new);
}
