//! What bots do with their key: in the path, with the body as the message.

use campfire_proto::{BotWithKey, RoomId};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{Answer, Person, StatusCode, TestCampfire};

/// A bot, as whoever runs it has it.
pub struct Robot {
    /// With its key as a token: what it does over the routes of people, and over sockets.
    pub person: Person,
    pub key: String,
}

impl TestCampfire {
    /// A bot that answers nothing, made by an administrator.
    pub async fn bot(&self, administrator: &Person, name: &str) -> Robot {
        self.makes_bot(administrator, json!({ "name": name })).await
    }

    /// A bot that is told of messages.
    pub async fn bot_with_webhook(&self, administrator: &Person, name: &str, url: &str) -> Robot {
        self.makes_bot(administrator, json!({ "name": name, "webhook_url": url })).await
    }

    async fn makes_bot(&self, administrator: &Person, new: Value) -> Robot {
        let made = administrator.post("/api/bots", new).await.is(StatusCode::CREATED);
        self.robot_of(made.holds())
    }

    /// The bot that this key belongs to.
    pub fn robot_of(&self, BotWithKey { bot, key }: BotWithKey) -> Robot {
        let caller = self.holder_of(&key);
        Robot { person: Person::new(bot.user, String::new(), caller, key.clone()), key }
    }
}

impl Robot {
    /// Where it posts to a room.
    pub fn messages_of(&self, room: RoomId) -> String {
        format!("/rooms/{room}/{}/messages", self.key)
    }

    /// Posts a body to a room as `curl -d` does.
    pub async fn curls(&self, room: RoomId, body: &str) -> Answer {
        self.sends_text(Method::POST, &self.messages_of(room), body).await
    }

    /// Sends text to an address, the way `curl -d` calls it.
    pub async fn sends_text(&self, method: Method, path: &str, body: &str) -> Answer {
        self.sends(method, path, "application/x-www-form-urlencoded", body).await
    }

    /// Sends a body of some type to an address; the key in the path is all that it signs in with.
    pub async fn sends(&self, method: Method, path: &str, kind: &str, body: &str) -> Answer {
        let caller = self.person.caller().without_token();
        let request = caller.request(method, path).header("content-type", kind);
        caller.asks(request.body(body.to_owned())).await
    }

    /// Reads an address; the key in the path is all that it signs in with.
    pub async fn gets(&self, path: &str) -> Answer {
        self.person.caller().without_token().get(path).await
    }

    pub async fn deletes(&self, path: &str) -> Answer {
        self.person.caller().without_token().delete(path).await
    }
}
