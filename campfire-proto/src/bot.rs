//! Bots, and what a webhook tells them.

use crate::{
    ids::{MessageId, RoomId, UserId},
    user::User,
};

wire! {
    pub struct Bot {
        pub id: UserId,
        pub name: String,
        pub webhook_url: Option<String>,
        pub user: User,
    }

    /// A bot with its key, shown when it is made or reset and never again.
    pub struct BotWithKey {
        pub bot: Bot,
        pub key: String,
    }

    pub struct Bots {
        pub bots: Vec<Bot>,
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct NewBot {
        pub name: String,
        pub webhook_url: Option<String>,
    }

    /// What isn't sent stays as it is; a blank address removes the webhook.
    #[derive(Default)]
    #[serde(default)]
    pub struct BotChange {
        pub name: Option<String>,
        pub webhook_url: Option<String>,
    }

    /// What a bot's webhook is told about one message.
    pub struct WebhookPayload {
        pub user: WebhookUser,
        pub room: WebhookRoom,
        pub message: WebhookMessage,
    }

    pub struct WebhookUser {
        pub id: UserId,
        pub name: String,
    }

    pub struct WebhookRoom {
        pub id: RoomId,
        /// None for a direct room.
        pub name: Option<String>,
        /// Where the bot posts its answer; holds its key.
        pub path: String,
    }

    pub struct WebhookMessage {
        pub id: MessageId,
        pub body: WebhookBody,
        pub path: String,
    }

    pub struct WebhookBody {
        pub html: String,
        /// Without the bot's own mention.
        pub plain: String,
    }
}
