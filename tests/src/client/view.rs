//! What is on a screen, and how it differs from a fresh load.

use std::collections::BTreeMap;

use campfire_proto::{Message, Room, RoomId, User, UserId, room::Rooms, user::Users};
use serde_json::{Value, json};

use super::Client;
use crate::{Person, StatusCode};

/// What somebody sees who has just loaded everything over REST.
pub struct Fresh {
    people: BTreeMap<UserId, Value>,
    rooms: BTreeMap<RoomId, Value>,
    /// Each room, from its newest message back to where the longest screen begins.
    messages: BTreeMap<RoomId, Vec<Message>>,
}

impl Fresh {
    /// Loads all that these clients of one person's show.
    pub async fn load(person: &Person, clients: &[&Client]) -> Self {
        let rooms: Rooms = person.get("/api/rooms?all=true").await.is(StatusCode::OK).holds();
        let people: Users = person.get("/api/users").await.is(StatusCode::OK).holds();
        let mut messages = BTreeMap::new();
        for room in rooms.rooms.iter().map(|room| room.id) {
            let floors = clients.iter().filter_map(|client| client.timelines.get(&room)?.floor);
            if let Some(floor) = floors.min() {
                messages.insert(room, person.reads_back_to(room, floor).await);
            }
        }
        Self {
            people: people.users.iter().map(|user| (user.id, essence_of_person(user))).collect(),
            rooms: rooms.rooms.iter().map(|room| (room.id, essence_of_room(room))).collect(),
            messages,
        }
    }
}

/// What this client shows, and a fresh load doesn't, or the other way round. Nothing, if all is well.
pub fn differences(client: &Client, fresh: &Fresh) -> Vec<String> {
    let mut found = Vec::new();
    let people = client.people.iter().map(|(id, user)| (*id, essence_of_person(user))).collect();
    compare("person", &people, &fresh.people, &mut found);
    let rooms = client.rooms.iter().map(|(id, room)| (*id, essence_of_room(room))).collect();
    compare("room", &rooms, &fresh.rooms, &mut found);
    for (room, timeline) in &client.timelines {
        let Some(floor) = timeline.floor else {
            found.push(format!("room {room} was never loaded"));
            continue;
        };
        let shown = timeline.messages.values();
        let shown = shown.map(|message| (message.id, essence_of_message(message))).collect();
        let there = fresh.messages.get(room).into_iter().flatten();
        let there = there.filter(|message| message.id >= floor);
        let there = there.map(|message| (message.id, essence_of_message(message))).collect();
        compare(&format!("room {room}'s message"), &shown, &there, &mut found);
    }
    found
}

fn compare<K: Ord + std::fmt::Display>(
    what: &str,
    shown: &BTreeMap<K, Value>,
    there: &BTreeMap<K, Value>,
    found: &mut Vec<String>,
) {
    for (id, shown) in shown {
        match there.get(id) {
            None => found.push(format!("{what} {id} is shown and isn't there")),
            Some(there) if there != shown => {
                found.push(format!("{what} {id} is shown as\n  {shown}\nand is\n  {there}"));
            }
            Some(_) => {}
        }
    }
    let missing = there.keys().filter(|id| !shown.contains_key(id));
    found.extend(missing.map(|id| format!("{what} {id} is there and isn't shown")));
}

/// A person as frames keep them: addresses are for administrators, and don't go round in frames.
fn essence_of_person(user: &User) -> Value {
    json!(User { email: None, ..user.clone() })
}

/// A room as frames keep it. When something was last said, a client sees from the messages; how far
/// it has read, it knows itself.
fn essence_of_room(room: &Room) -> Value {
    let members = room.members.iter().flatten().map(|member| member.id);
    json!({
        "name": room.name, "type": room.room_type, "creator": room.creator_id,
        "involvement": room.membership.involvement, "unread": room.membership.unread,
        "count": room.membership.unread_count, "mentions": room.membership.unread_mentions,
        "members": members.collect::<Vec<_>>(),
    })
}

/// A message without its people's names: those a client keeps by id, and hears of by themselves.
fn essence_of_message(message: &Message) -> Value {
    let mut value = json!(message);
    value["creator"].take();
    for boost in value["boosts"].as_array_mut().into_iter().flatten() {
        boost["booster"].take();
    }
    value
}
