//! What people do.

use std::fmt::Display;

use campfire_proto::{
    Boost, Membership, Message, MessageId, MessagePage, Room, RoomId, SearchPage, User, UserId,
    room::{Memberships, Rooms},
};
use serde_json::{Value, json};

use crate::{Answer, Caller, Ears, StatusCode, encoded};

/// Somebody signed in on one device.
#[derive(Clone)]
pub struct Person {
    pub id: UserId,
    /// As they were when they signed in.
    pub user: User,
    pub email: String,
    pub token: String,
    caller: Caller,
}

impl Person {
    pub(crate) fn new(user: User, email: String, caller: Caller, token: String) -> Self {
        Self { id: user.id, user, email, token, caller }
    }

    pub fn get(&self, path: impl Display) -> impl Future<Output = Answer> {
        let path = path.to_string();
        async move { self.caller.get(&path).await }
    }

    pub fn post(&self, path: impl Display, body: Value) -> impl Future<Output = Answer> {
        let path = path.to_string();
        async move { self.caller.post(&path, body).await }
    }

    pub fn put(&self, path: impl Display, body: Value) -> impl Future<Output = Answer> {
        let path = path.to_string();
        async move { self.caller.put(&path, body).await }
    }

    pub fn delete(&self, path: impl Display) -> impl Future<Output = Answer> {
        let path = path.to_string();
        async move { self.caller.delete(&path).await }
    }

    /// The one who sends this person's requests, for stories about requests.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The person's cookie, as a browser would send it.
    pub fn cookie(&self) -> String {
        format!("session_token={}", self.token)
    }

    // Talking.

    pub async fn says(&self, room: RoomId, text: &str) -> Message {
        self.tries_to_say(room, text).await.is(StatusCode::CREATED).holds()
    }

    pub async fn tries_to_say(&self, room: RoomId, text: &str) -> Answer {
        self.posts(room, json!({ "content": text })).await
    }

    /// Says something under a name that every retry repeats.
    pub async fn tries_to_say_once(&self, room: RoomId, text: &str, client_id: &str) -> Answer {
        self.posts(room, json!({ "content": text, "client_message_id": client_id })).await
    }

    pub async fn says_in_html(&self, room: RoomId, html: &str) -> Message {
        let body = json!({ "content": html, "content_type": "text/html" });
        self.posts(room, body).await.is(StatusCode::CREATED).holds()
    }

    pub async fn says_in_markdown(&self, room: RoomId, markdown: &str) -> Message {
        let body = json!({ "content": markdown, "content_type": "text/markdown" });
        self.posts(room, body).await.is(StatusCode::CREATED).holds()
    }

    pub async fn posts(&self, room: RoomId, body: Value) -> Answer {
        self.post(format!("/api/rooms/{room}/messages"), body).await
    }

    pub async fn edits(&self, message: &Message, text: &str) -> Message {
        self.tries_to_edit(message, text).await.is(StatusCode::OK).holds()
    }

    pub async fn tries_to_edit(&self, message: &Message, text: &str) -> Answer {
        self.put(format!("/api/messages/{}", message.id), json!({ "content": text })).await
    }

    pub async fn takes_back(&self, message: &Message) {
        self.tries_to_take_back(message).await.is(StatusCode::NO_CONTENT);
    }

    pub async fn tries_to_take_back(&self, message: &Message) -> Answer {
        self.delete(format!("/api/messages/{}", message.id)).await
    }

    pub async fn boosts(&self, message: &Message, content: &str) -> Boost {
        self.tries_to_boost(message, content).await.is(StatusCode::CREATED).holds()
    }

    pub async fn tries_to_boost(&self, message: &Message, content: &str) -> Answer {
        let path = format!("/api/messages/{}/boosts", message.id);
        self.post(path, json!({ "content": content })).await
    }

    pub async fn tries_to_take_back_boost(&self, boost: &Boost) -> Answer {
        self.delete(format!("/api/messages/{}/boosts/{}", boost.message_id, boost.id)).await
    }

    // Reading.

    /// One message, as it is now.
    pub async fn looks_at(&self, message: MessageId) -> Message {
        self.get(format!("/api/messages/{message}")).await.is(StatusCode::OK).holds()
    }

    /// The newest page of a room.
    pub async fn reads(&self, room: RoomId) -> MessagePage {
        self.reads_page(room, "").await
    }

    /// A page of a room: `"before=17&limit=3"`.
    pub async fn reads_page(&self, room: RoomId, which: &str) -> MessagePage {
        self.tries_to_read(room, which).await.is(StatusCode::OK).holds()
    }

    /// A room's messages from the newest down to this one, in their order.
    pub async fn reads_back_to(&self, room: RoomId, oldest: MessageId) -> Vec<Message> {
        let mut page = self.reads_page(room, "limit=100").await;
        let mut messages = page.messages;
        while page.has_more_before && messages.first().is_some_and(|first| first.id > oldest) {
            page = self.reads_page(room, &format!("limit=100&before={}", messages[0].id)).await;
            page.messages.append(&mut messages);
            messages = page.messages;
        }
        messages
    }

    pub async fn tries_to_read(&self, room: RoomId, which: &str) -> Answer {
        self.get(format!("/api/rooms/{room}/messages?{which}")).await
    }

    /// What stands in a room, newest page only, as text.
    pub async fn sees_in(&self, room: RoomId) -> Vec<String> {
        self.reads(room).await.messages.into_iter().map(|message| message.content).collect()
    }

    pub async fn searches(&self, query: &str) -> SearchPage {
        let path = format!("/api/search/messages?q={}", encoded(query));
        self.get(path).await.is(StatusCode::OK).holds()
    }

    /// What a search finds, as text.
    pub async fn finds(&self, query: &str) -> Vec<String> {
        let page = self.searches(query).await;
        page.results.into_iter().map(|result| result.message.content).collect()
    }

    // Rooms.

    pub async fn makes(&self, room: Value) -> Room {
        self.post("/api/rooms", room).await.is(StatusCode::CREATED).holds()
    }

    /// The rooms in this person's list.
    pub async fn rooms(&self) -> Vec<Room> {
        self.get("/api/rooms").await.is(StatusCode::OK).holds::<Rooms>().rooms
    }

    /// Also those that they hid.
    pub async fn all_rooms(&self) -> Vec<Room> {
        self.get("/api/rooms?all=true").await.is(StatusCode::OK).holds::<Rooms>().rooms
    }

    pub async fn has_in_the_list(&self, room: RoomId) -> bool {
        self.rooms().await.iter().any(|known| known.id == room)
    }

    pub async fn room(&self, room: RoomId) -> Room {
        self.tries_to_enter(room).await.is(StatusCode::OK).holds()
    }

    pub async fn tries_to_enter(&self, room: RoomId) -> Answer {
        self.get(format!("/api/rooms/{room}")).await
    }

    pub async fn membership_of(&self, room: RoomId) -> Membership {
        self.room(room).await.membership
    }

    /// Who is in the room, by id.
    pub async fn sees_members_of(&self, room: RoomId) -> Vec<UserId> {
        let path = format!("/api/rooms/{room}/memberships");
        let members: Memberships = self.get(path).await.is(StatusCode::OK).holds();
        let mut ids: Vec<_> = members.memberships.into_iter().map(|m| m.user.id).collect();
        ids.sort();
        ids
    }

    pub async fn tries_to_ask_in(&self, room: RoomId, people: &[&Self]) -> Answer {
        let ids: Vec<_> = people.iter().map(|person| person.id).collect();
        let path = format!("/api/rooms/{room}/memberships");
        self.post(path, json!({ "user_ids": ids })).await
    }

    pub async fn tries_to_send_away(&self, room: RoomId, person: &Self) -> Answer {
        self.delete(format!("/api/rooms/{room}/memberships/{}", person.id)).await
    }

    pub async fn tries_to_leave(&self, room: RoomId) -> Answer {
        self.tries_to_send_away(room, self).await
    }

    pub async fn tries_to_change(&self, room: RoomId, change: Value) -> Answer {
        self.put(format!("/api/rooms/{room}"), change).await
    }

    pub async fn tries_to_delete_room(&self, room: RoomId) -> Answer {
        self.delete(format!("/api/rooms/{room}")).await
    }

    pub async fn wants_to_hear(&self, room: RoomId, involvement: &str) -> Answer {
        let path = format!("/api/rooms/{room}/involvement");
        self.put(path, json!({ "involvement": involvement })).await
    }

    /// Marks the room as read.
    pub async fn has_read(&self, room: RoomId) -> Answer {
        self.post(format!("/api/rooms/{room}/read"), json!({})).await
    }

    // Sockets.

    pub async fn connects(&self) -> Ears {
        Ears::open(&self.caller.address(), &self.token).await
    }

    pub async fn listens_to(&self, room: RoomId) -> Ears {
        let mut ears = self.connects().await;
        ears.follow(room, None).await;
        ears
    }

    /// Has the room open before them: follows it, and looks.
    pub async fn watches(&self, room: RoomId) -> Ears {
        let mut ears = self.listens_to(room).await;
        ears.looks_at(room).await;
        ears.heard().await;
        ears
    }
}
