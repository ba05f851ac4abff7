//! What was sent and hasn't been answered: it waits here, through bad networks and restarts, and goes
//! out once. The name it goes under never changes, so the server knows it again.

use std::time::Duration;

use campfire_proto::{ContentType, Message, NewMessage, RoomId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    pub room: RoomId,
    pub content: String,
    pub content_type: ContentType,
    pub client_message_id: String,
    /// When somebody sent it, in milliseconds since 1970.
    pub sent_at: i64,
    pub state: State,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not on disk yet; it isn't tried before, or a crash could send it twice or never.
    Unkept(u64),
    Waiting,
    Sending,
    /// The server won't have it, and said why.
    Failed(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbox {
    entries: Vec<Outgoing>,
    /// Nothing is tried before this.
    not_before: Duration,
}

impl Outbox {
    /// What the last run left behind, ready to be tried again under the same names.
    pub fn restored(entries: Vec<Outgoing>) -> Self {
        let again = entries.into_iter().map(|entry| match entry.state {
            State::Failed(_) => entry,
            State::Unkept(_) | State::Waiting | State::Sending => {
                Outgoing { state: State::Waiting, ..entry }
            }
        });
        Self { entries: again.collect(), not_before: Duration::ZERO }
    }

    pub fn entries(&self) -> &[Outgoing] {
        &self.entries
    }

    pub fn of(&self, room: RoomId) -> impl DoubleEndedIterator<Item = &Outgoing> {
        self.entries.iter().filter(move |entry| entry.room == room)
    }

    pub fn push(&mut self, entry: Outgoing) {
        self.entries.push(entry);
    }

    /// Everything up to this version is on disk.
    pub fn kept(&mut self, version: u64) {
        for entry in &mut self.entries {
            if matches!(entry.state, State::Unkept(wanted) if wanted <= version) {
                entry.state = State::Waiting;
            }
        }
    }

    /// What may be tried now: the oldest of each room, so that nothing overtakes.
    pub fn next(&mut self, now: Duration) -> Vec<(RoomId, NewMessage)> {
        let mut next = Vec::new();
        if now < self.not_before {
            return next;
        }
        let mut busy: Vec<RoomId> = Vec::new();
        for entry in &mut self.entries {
            if matches!(entry.state, State::Failed(_)) || busy.contains(&entry.room) {
                continue;
            }
            busy.push(entry.room);
            if entry.state == State::Waiting {
                entry.state = State::Sending;
                let message = NewMessage {
                    content: entry.content.clone(),
                    content_type: entry.content_type,
                    client_message_id: Some(entry.client_message_id.clone()),
                };
                next.push((entry.room, message));
            }
        }
        next
    }

    /// It is on the server. True if it was waiting here.
    pub fn arrived(&mut self, message: &Message) -> bool {
        let before = self.entries.len();
        self.entries.retain(|entry| {
            entry.room != message.room_id || entry.client_message_id != message.client_message_id
        });
        self.entries.len() < before
    }

    /// It may work later.
    pub fn wait(&mut self, client_message_id: &str, until: Duration) {
        self.not_before = self.not_before.max(until);
        self.set(client_message_id, State::Waiting);
    }

    pub fn failed(&mut self, client_message_id: &str, why: String) {
        self.set(client_message_id, State::Failed(why));
    }

    fn set(&mut self, client_message_id: &str, state: State) {
        let entry = self.entries.iter_mut().find(|it| it.client_message_id == client_message_id);
        if let Some(entry) = entry {
            entry.state = state;
        }
    }

    /// The room is gone: what waited for it can't be sent.
    pub fn room_gone(&mut self, room: RoomId, why: &str) {
        for entry in self.entries.iter_mut().filter(|entry| entry.room == room) {
            entry.state = State::Failed(why.to_owned());
        }
    }

    /// Everything is tried at once: the connection is back, or somebody asked for it.
    pub fn hurry(&mut self) {
        self.not_before = Duration::ZERO;
    }

    pub fn retry_failed(&mut self) -> usize {
        let failed = self.entries.iter_mut().filter(|it| matches!(it.state, State::Failed(_)));
        failed.map(|entry| entry.state = State::Waiting).count()
    }

    /// Takes what failed in a room out, for the composer.
    pub fn take_failed(&mut self, room: RoomId) -> Vec<String> {
        let taken =
            |entry: &Outgoing| entry.room == room && matches!(entry.state, State::Failed(_));
        let texts =
            self.entries.iter().filter(|it| taken(it)).map(|it| it.content.clone()).collect();
        self.entries.retain(|entry| !taken(entry));
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::said;

    fn entry(room: i64, id: &str) -> Outgoing {
        Outgoing {
            room: RoomId(room),
            content: id.to_owned(),
            content_type: ContentType::Plain,
            client_message_id: id.to_owned(),
            sent_at: 0,
            state: State::Unkept(1),
        }
    }

    fn names(next: Vec<(RoomId, NewMessage)>) -> Vec<String> {
        next.into_iter().filter_map(|(_, message)| message.client_message_id).collect()
    }

    #[test]
    fn nothing_is_tried_before_it_is_on_disk_and_nothing_overtakes() {
        let mut outbox = Outbox::default();
        outbox.push(entry(1, "a"));
        outbox.push(entry(1, "b"));
        outbox.push(entry(2, "c"));

        assert_eq!(names(outbox.next(Duration::ZERO)), [""; 0]);
        outbox.kept(1);
        assert_eq!(names(outbox.next(Duration::ZERO)), ["a", "c"]);
        assert_eq!(names(outbox.next(Duration::ZERO)), [""; 0]);
    }

    #[test]
    fn what_a_restart_finds_goes_out_under_the_same_name() {
        let mut left = entry(1, "a");
        left.state = State::Sending;

        let mut outbox = Outbox::restored(vec![left]);

        assert_eq!(names(outbox.next(Duration::ZERO)), ["a"]);
    }

    #[test]
    fn what_was_refused_waits_for_somebody_also_after_a_restart() {
        let mut left = entry(1, "a");
        left.state = State::Failed("too long".to_owned());

        let mut outbox = Outbox::restored(vec![left]);

        assert_eq!(names(outbox.next(Duration::ZERO)), [""; 0]);
        assert_eq!(outbox.retry_failed(), 1);
    }

    #[test]
    fn what_failed_holds_up_nobody_and_can_be_taken_back() {
        let mut outbox = Outbox::default();
        outbox.push(entry(1, "a"));
        outbox.push(entry(1, "b"));
        outbox.kept(1);
        outbox.failed("a", "too long".to_owned());

        assert_eq!(names(outbox.next(Duration::ZERO)), ["b"]);
        assert_eq!(outbox.take_failed(RoomId(1)), ["a"]);
        assert_eq!(outbox.entries().len(), 1);
    }

    #[test]
    fn the_same_name_in_another_room_is_another_message() {
        let mut outbox = Outbox::default();
        outbox.push(entry(1, "client-7"));

        assert!(!outbox.arrived(&said(RoomId(2), 7, 1, 0, "elsewhere")));
        assert!(outbox.arrived(&said(RoomId(1), 7, 1, 0, "here")));
    }

    #[test]
    fn a_time_to_wait_holds_for_all() {
        let mut outbox = Outbox::default();
        outbox.push(entry(1, "a"));
        outbox.kept(1);
        outbox.next(Duration::ZERO);
        outbox.wait("a", Duration::from_secs(5));

        assert_eq!(names(outbox.next(Duration::from_secs(4))), [""; 0]);
        assert_eq!(names(outbox.next(Duration::from_secs(5))), ["a"]);
    }
}
