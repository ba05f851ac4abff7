//! Bots, and what a webhook tells them.

use crate::{
    ids::{BoostId, MessageId, RoomId, UserId},
    timestamp::Timestamp,
    user::{Role, User},
};

wire! {
    pub struct Bot {
        pub id: UserId,
        pub name: String,
        pub webhook_url: Option<String>,
        pub user: User,
        pub calls: BotCalls,
    }

    /// How a bot's webhook took what it was told, since the server started.
    #[derive(Default)]
    pub struct BotCalls {
        /// Messages that it was told of, whatever came of it.
        pub made: u64,
        /// Those of them that went wrong.
        pub failed: u64,
        pub last_failure: Option<CallFailure>,
    }

    /// What went wrong when a bot was told of a message.
    pub struct CallFailure {
        /// What to tell whoever looks after the bot.
        pub message: String,
        pub at: Timestamp,
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

    /// A message as bots read it under `/rooms/…`.
    pub struct BotMessage {
        pub id: MessageId,
        pub created_at: Timestamp,
        pub body: BotMessageBody,
        pub creator: BotPerson,
        pub room: BotRoom,
        /// Where people read it.
        pub url: String,
    }

    pub struct BotMessageBody {
        pub plain_text: String,
        pub html: String,
    }

    /// A boost as bots read it under `/rooms/…`.
    pub struct BotBoost {
        pub id: BoostId,
        pub content: String,
        pub created_at: Timestamp,
        pub booster: BotPerson,
        pub message: BoostedMessage,
    }

    pub struct BotPerson {
        pub id: UserId,
        pub name: String,
        pub role: Role,
        pub avatar_url: Option<String>,
    }

    pub struct BotRoom {
        pub id: RoomId,
    }

    pub struct BoostedMessage {
        pub id: MessageId,
        pub url: String,
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
