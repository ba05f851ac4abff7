//! Web push: the devices that want to be woken, and what they are woken with.

use crate::timestamp::Timestamp;

wire! {
    pub struct PublicKey {
        pub public_key: String,
    }

    /// The browser's own `PushSubscription`, as it serialises itself.
    pub struct NewPushSubscription {
        pub endpoint: String,
        pub keys: PushKeys,
    }

    pub struct PushKeys {
        pub p256dh: String,
        pub auth: String,
    }

    pub struct PushSubscription {
        pub endpoint: String,
        pub user_agent: Option<String>,
        pub created_at: Timestamp,
        /// What came of the last push, since the server started.
        pub last_result: Option<PushResult>,
    }

    pub struct PushSubscriptions {
        pub subscriptions: Vec<PushSubscription>,
    }

    pub struct PushEndpoint {
        pub endpoint: String,
    }

    /// What came of a push.
    pub struct PushResult {
        pub status: PushStatus,
        /// What to tell the person about it; none when all went well.
        pub message: Option<String>,
        pub at: Timestamp,
    }

    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum PushStatus {
        /// The push service took it; the device gets it when it can.
        Delivered,
        /// The push service knows the device no more, and so neither do we.
        Gone,
        /// It would have gone to a private network.
        Refused,
        /// Not this time; the device stays.
        Failed,
    }

    /// Which devices to try; none are all of the caller's.
    #[derive(Default)]
    #[serde(default)]
    pub struct PushTest {
        pub endpoint: Option<String>,
    }

    pub struct PushTestResults {
        pub results: Vec<PushTestResult>,
    }

    pub struct PushTestResult {
        pub endpoint: String,
        pub status: PushStatus,
        pub message: Option<String>,
    }

    /// What the service worker's `push` event holds.
    pub struct PushPayload {
        /// The room's name; in a direct, who wrote.
        pub title: String,
        pub body: String,
        /// Where a click leads, on this site.
        pub path: String,
        /// Rooms in which something is unread.
        pub badge: u32,
        /// One for each room: a newer one takes the place of the older.
        pub tag: String,
    }
}
