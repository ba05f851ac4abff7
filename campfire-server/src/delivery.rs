//! Afterwards: what leaves the house once a change is durable. Bots are told of what concerns them.
//! Nobody who says something waits for any of it.

use std::time::Duration;

use tokio::sync::Notify;

use crate::{House, domain::FollowUp};

mod webhooks;

/// How long deliveries under way at the end may take to finish. A webhook that needs longer is
/// called again after the next start; nobody wants to wait for a bot before a restart.
const GOODBYE: Duration = Duration::from_secs(2);

/// What the writer leaves behind for those who deliver; it never waits for them.
#[derive(Default)]
pub struct Errands {
    /// Rung when bots are to be told of something. Of what, the database knows.
    calls: Notify,
}

impl Errands {
    /// Takes on what follows a commit.
    pub fn take_on(&self, follow_up: FollowUp) {
        match follow_up {
            FollowUp::CallBots => self.calls.notify_one(),
        }
    }
}

/// Delivers until the server goes down.
pub async fn deliver(house: House) {
    webhooks::call_bots(house).await;
}
