//! What is said, and the boosts it gets.

use crate::{
    ids::{BoostId, MessageId, RoomId, UserId},
    sound::Sound,
    timestamp::Timestamp,
    user::User,
};

wire! {
    pub struct Message {
        pub id: MessageId,
        pub client_message_id: String,
        pub room_id: RoomId,
        pub creator_id: UserId,
        pub creator: User,
        /// What a person reads, without any markup.
        pub content: String,
        /// The same, safe to show: only the documented tags and attributes.
        pub html: String,
        /// Members of the room whom it names.
        pub mentions: Vec<UserId>,
        /// Nothing but emoji and white space.
        pub emoji_only: bool,
        /// Set when it is exactly `/play NAME` with a known name.
        pub sound: Option<Sound>,
        pub links: Vec<Link>,
        /// Files come in 2.0.
        pub attachment: Option<Attachment>,
        pub boosts: Vec<Boost>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub edited: bool,
        /// As its author sent it; only with `?source=true`, for those who may edit it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        pub source: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        pub source_type: Option<ContentType>,
    }

    pub struct Link {
        pub url: String,
        /// Previews come in 2.0.
        pub preview: Option<Preview>,
    }

    pub struct Preview {
        pub title: String,
        pub description: String,
        pub image_url: Option<String>,
    }

    pub struct Attachment {
        pub filename: String,
        pub content_type: String,
        pub byte_size: u32,
        pub url: String,
    }

    /// A short reaction; people may give several, and the same one twice.
    pub struct Boost {
        pub id: BoostId,
        pub message_id: MessageId,
        pub booster_id: UserId,
        pub booster: User,
        pub content: String,
        pub created_at: Timestamp,
    }

    /// How the text of a new message is to be read.
    #[derive(Copy, Eq, Hash, Default)]
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type))]
    pub enum ContentType {
        #[default]
        #[serde(rename = "text/plain")]
        #[cfg_attr(feature = "sqlx", sqlx(rename = "text/plain"))]
        Plain,
        #[serde(rename = "text/html")]
        #[cfg_attr(feature = "sqlx", sqlx(rename = "text/html"))]
        Html,
        #[serde(rename = "text/markdown")]
        #[cfg_attr(feature = "sqlx", sqlx(rename = "text/markdown"))]
        Markdown,
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct NewMessage {
        pub content: String,
        pub content_type: ContentType,
        /// The same in every retry, so that a message sent twice exists once.
        pub client_message_id: Option<String>,
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct MessageChange {
        pub content: String,
        pub content_type: ContentType,
    }

    /// A stretch of a room, in the order things were said.
    pub struct MessagePage {
        pub messages: Vec<Message>,
        pub has_more_before: bool,
        pub has_more_after: bool,
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct NewBoost {
        pub content: String,
    }
}
