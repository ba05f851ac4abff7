//! What people do all day, each for themself and without looking at the clock.

use std::{sync::Arc, time::Duration};

use campfire_proto::{Message, MessageId, Room, RoomId, ServerFrame, TransferLink};
use campfire_tests::{Caller, Ears, Person, StatusCode, encoded};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;
use tokio::sync::watch;

use crate::ledger::Ledger;

/// Between two deeds of somebody's: an hour holds as many of them as a day of a busy team.
const PAUSE_MS: std::ops::Range<u64> = 20..200;

const WORDS: [&str; 12] = [
    "lunch", "deploy", "rain", "train", "coffee", "bug", "green", "meeting", "cake", "review",
    "late", "tomorrow",
];

pub(crate) struct Talker {
    pub(crate) person: Person,
    pub(crate) rooms: Vec<RoomId>,
    pub(crate) door: Caller,
}

impl Talker {
    /// Does one thing after the other until it is told to stop.
    pub(crate) async fn talks(self, ledger: Arc<Ledger>, stopping: watch::Receiver<bool>) {
        let mut dice = StdRng::seed_from_u64(self.person.id.0.unsigned_abs());
        let mut ears = self.comes(None).await;
        let mut last: Option<Message> = None;
        let mut newest: Option<MessageId> = None;
        while !*stopping.borrow() {
            let room = self.rooms[dice.random_range(0..self.rooms.len())];
            let text = words(&mut dice);
            match dice.random_range(0..100) {
                0..40 => last = Some(ledger.times(self.person.says(room, &text)).await),
                40..43 => {
                    drop(ledger.times(self.person.says(room, &format!("@Robot {text}"))).await);
                }
                43..53 => {
                    if let Some(message) = &last {
                        ledger.times(self.person.edits(message, &text)).await;
                    }
                }
                53..63 => self.boosts_the_newest(room, &ledger).await,
                63..76 => drop(ledger.times(self.person.reads(room)).await),
                76..82 => self.looks_for(&text, &ledger).await,
                82..91 => self.is_seen(room, &mut ears).await,
                91..95 => {
                    drop(ears);
                    ears = self.comes(newest).await;
                }
                95..97 => self.signs_in_elsewhere(&ledger).await,
                97..99 => {
                    if let Some(message) = last.take() {
                        ledger.times(self.person.takes_back(&message)).await;
                    }
                }
                _ => self.has_a_room_for_a_while(&ledger).await,
            }
            for frame in ears.heard().await {
                if let ServerFrame::MessageCreated { message } = frame
                    && message.room_id == self.rooms[0]
                {
                    newest = Some(message.id);
                }
            }
            let pause = Duration::from_millis(dice.random_range(PAUSE_MS));
            tokio::time::sleep(pause).await;
        }
    }

    /// Connects and follows every room, the first from where it was left.
    async fn comes(&self, newest: Option<MessageId>) -> Ears {
        let mut ears = self.person.connects().await;
        ears.follow(self.rooms[0], newest).await;
        for room in &self.rooms[1..] {
            ears.follow(*room, None).await;
        }
        ears
    }

    async fn boosts_the_newest(&self, room: RoomId, ledger: &Ledger) {
        let page = self.person.reads_page(room, "limit=1").await;
        if let Some(message) = page.messages.last() {
            // Its author may be quicker, and take it back.
            drop(ledger.times(self.person.tries_to_boost(message, "👍")).await);
        }
    }

    async fn looks_for(&self, text: &str, ledger: &Ledger) {
        let word = text.split(' ').next().unwrap();
        let path = format!("/api/search/messages?q={}", encoded(word));
        ledger.times(self.person.get(path)).await.is(StatusCode::OK);
    }

    async fn is_seen(&self, room: RoomId, ears: &mut Ears) {
        ears.looks_at(room).await;
        ears.types_in(room).await;
        ears.stops_typing_in(room).await;
        ears.looks_away_from(room).await;
    }

    /// By a link, since of those there may be as many as one likes; and out again.
    async fn signs_in_elsewhere(&self, ledger: &Ledger) {
        let link = self.person.post("/api/auth/transfer", json!({})).await;
        let link: TransferLink = link.is(StatusCode::OK).holds();
        let body = json!({ "token": link.url.rsplit('/').next() });
        let signed_in = ledger.times(self.door.put("/api/auth/transfer", body)).await;
        let token = signed_in.is(StatusCode::OK).json()["token"].as_str().unwrap().to_owned();
        let elsewhere = self.door.with_token(&token);
        elsewhere.post("/api/auth/logout", json!({})).await.is(StatusCode::NO_CONTENT);
    }

    async fn has_a_room_for_a_while(&self, ledger: &Ledger) {
        let room = json!({ "name": "For a while", "room_type": "open" });
        let room: Room = ledger.times(self.person.makes(room)).await;
        for word in WORDS {
            self.person.says(room.id, word).await;
        }
        self.person.tries_to_delete_room(room.id).await.is(StatusCode::NO_CONTENT);
    }
}

fn words(dice: &mut StdRng) -> String {
    let number = dice.random_range(1..30);
    let words = (0..number).map(|_| WORDS[dice.random_range(0..WORDS.len())]);
    words.collect::<Vec<_>>().join(" ")
}
