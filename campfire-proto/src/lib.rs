//! The words that Campfire's server and its clients share: every object, request, answer, frame and
//! error that crosses the wire, and the checks that both ends must agree on. Plain data, no I/O.
//!
//! The API document and the browser's types are generated from here, so a change on this page is a
//! change for everyone: see `CONTRIBUTING.md`.

/// Gives wire types what all of them have: serde, and a description for each reader.
macro_rules! wire {
    ($($item:item)+) => {$(
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        $item
    )+};
}

pub mod account;
pub mod bot;
pub mod checks;
pub mod error;
pub mod frame;
pub mod ids;
pub mod limits;
pub mod message;
pub mod push;
pub mod room;
pub mod search;
pub mod session;
pub mod sound;
pub mod timestamp;
pub mod user;

pub use account::{Account, AccountChange, Features, NewAccount, Settings, SetupState};
pub use bot::{Bot, BotChange, BotWithKey, NewBot};
pub use checks::{BoostContent, ClientMessageId, EmailAddress, Name, Password};
pub use error::{ErrorBody, ErrorCode, Invalid};
pub use frame::{ClientFrame, CloseCode, PresenceState, RemovedReason, ServerFrame, TypingState};
pub use ids::{BoostId, MessageId, RoomId, SessionId, UserId};
pub use message::{
    Attachment, Boost, ContentType, Link, Message, MessagePage, NewMessage, Preview,
};
pub use room::{Involvement, Membership, NewRoom, Room, RoomChange, RoomType};
pub use search::{RecentSearch, SearchPage, SearchResult};
pub use session::{Session, SignedIn, TransferLink, WhoAmI};
pub use sound::Sound;
pub use timestamp::Timestamp;
pub use user::{ProfileChange, Role, Status, User};
