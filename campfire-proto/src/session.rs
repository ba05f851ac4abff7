//! Signing in, and the devices somebody is signed in on.

use crate::{account::Account, ids::SessionId, timestamp::Timestamp, user::User};

wire! {
    /// Joining with the account's join link.
    #[derive(Default)]
    #[serde(default)]
    pub struct Registration {
        pub name: String,
        pub email: String,
        pub password: String,
        /// Case and hyphens don't matter.
        pub join_code: String,
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct Credentials {
        pub email: String,
        pub password: String,
    }

    /// The token of a transfer link: the last part of its address.
    #[derive(Default)]
    #[serde(default)]
    pub struct TransferToken {
        pub token: String,
    }

    /// Signed in: the token goes into `Authorization: Bearer …`; browsers got it as a cookie too.
    pub struct SignedIn {
        pub user: User,
        pub token: String,
    }

    /// The first administrator, signed in to the new account.
    pub struct SetUp {
        pub user: User,
        pub account: Account,
        pub token: String,
    }

    pub struct WhoAmI {
        pub user: User,
        pub account: Account,
    }

    /// One device.
    pub struct Session {
        pub id: SessionId,
        pub ip: Option<String>,
        pub user_agent: Option<String>,
        pub created_at: Timestamp,
        pub last_active_at: Timestamp,
        /// The one that asks.
        pub current: bool,
    }

    pub struct Sessions {
        pub sessions: Vec<Session>,
    }

    /// A link that signs the same person in on another device.
    pub struct TransferLink {
        pub url: String,
        /// The same link as a picture, for a phone's camera.
        pub qr_svg: String,
        pub expires_at: Timestamp,
    }
}
