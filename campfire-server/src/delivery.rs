//! Afterwards: what leaves the house once a change is durable. Bots are told of what concerns them,
//! and devices are woken. Nobody who says something waits for any of it.

use std::{
    collections::VecDeque,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use campfire_proto::MessageId;
use metrics::counter;
use reqwest::{Client, ClientBuilder, redirect::Policy};
use tokio::{sync::Notify, time::sleep};

use crate::{
    House,
    domain::{FollowUp, leftovers::ClearAway},
    names::Names,
};

mod network;
pub mod record;
pub mod web_push;
mod webhooks;

/// How long deliveries under way at the end may take to finish. A webhook that needs longer is
/// called again after the next start; nobody wants to wait for a bot before a restart.
const GOODBYE: Duration = Duration::from_secs(2);

/// Messages that may wait for somebody to look who wants to be woken. Looking takes a millisecond, so
/// this many wait only when something is very wrong; then the oldest go without.
const MOST_WAITING: usize = 10_000;

/// When to try again where the writer was busy.
const LATER: Duration = Duration::from_secs(1);

/// What the writer leaves behind for those who deliver; it never waits for them.
#[derive(Default)]
pub struct Errands {
    /// Rung when bots are to be told of something. Of what, the database knows.
    calls: Notify,
    // A plain mutex: held for one push or one swap, never across an await.
    said: Mutex<VecDeque<MessageId>>,
    something_said: Notify,
    leftovers: Notify,
}

impl Errands {
    /// Takes on what follows a commit.
    pub fn take_on(&self, follow_up: FollowUp) {
        match follow_up {
            FollowUp::CallBots => self.calls.notify_one(),
            FollowUp::ClearAway => self.leftovers.notify_one(),
            FollowUp::Wake(message) => {
                let mut said = self.said();
                if said.len() >= MOST_WAITING {
                    said.pop_front();
                    counter!("campfire_pushes_total", "outcome" => "dropped").increment(1);
                }
                said.push_back(message);
                self.something_said.notify_one();
            }
        }
    }

    /// Waits until something was said, and hands it over.
    async fn heard(&self) -> VecDeque<MessageId> {
        loop {
            let said = mem::take(&mut *self.said());
            if !said.is_empty() {
                return said;
            }
            self.something_said.notified().await;
        }
    }

    fn said(&self) -> MutexGuard<'_, VecDeque<MessageId>> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Delivers until the server goes down.
pub async fn deliver(house: House) {
    tokio::join!(
        webhooks::call_bots(House::clone(&house)),
        web_push::wake_people(House::clone(&house)),
        clear_away(house),
    );
}

/// Clears away what is left over, slice by slice: now what an earlier run has left, then whenever there
/// is something. Others have their turn in between.
async fn clear_away(house: House) {
    while house.stopping.run_until_cancelled(clear_a_slice(&house)).await.is_some() {}
}

async fn clear_a_slice(house: &House) {
    match house.writer.perform(ClearAway).await {
        Ok(true) => {}
        Ok(false) => house.errands.leftovers.notified().await,
        Err(cause) => {
            tracing::debug!(%cause, "leftovers stay a little longer");
            sleep(LATER).await;
        }
    }
}

/// What every client of ours begins with: whoever chose an address said where, so no redirect says
/// otherwise, and no proxy looks the name up by itself.
fn client() -> ClientBuilder {
    let us = concat!("Campfire/", env!("CARGO_PKG_VERSION"));
    Client::builder()
        .user_agent(us)
        .redirect(Policy::none())
        .no_proxy()
        .pool_max_idle_per_host(1)
        .dns_resolver(Names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn when_too_many_wait_the_oldest_go_without() {
        let errands = Errands::default();

        for id in 0..=MOST_WAITING {
            errands.take_on(FollowUp::Wake(MessageId(i64::try_from(id).unwrap())));
        }

        let heard = errands.heard().await;
        assert_eq!((heard.len(), heard[0]), (MOST_WAITING, MessageId(1)));
    }
}
