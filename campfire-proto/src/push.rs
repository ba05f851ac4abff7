//! Web push: the devices that want to be woken.

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
    }

    pub struct PushSubscriptions {
        pub subscriptions: Vec<PushSubscription>,
    }

    pub struct PushEndpoint {
        pub endpoint: String,
    }
}
