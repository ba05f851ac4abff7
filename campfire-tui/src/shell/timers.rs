//! Moments that `update` wants to hear of. One of each kind: setting it again moves it.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use crate::effect::Timer;

#[derive(Default)]
pub(super) struct Timers {
    waiting: BTreeMap<Timer, Instant>,
}

impl Timers {
    pub(super) fn set(&mut self, timer: Timer, after: Duration) {
        self.waiting.insert(timer, Instant::now() + after);
    }

    pub(super) fn rang(&mut self, timer: Timer) {
        self.waiting.remove(&timer);
    }

    /// Waits for the next one; for ever if there is none.
    pub(super) fn next(&self) -> impl Future<Output = Timer> + use<> {
        let next = self.waiting.iter().min_by_key(|(_, at)| **at).map(|(timer, at)| (*timer, *at));
        async move {
            match next {
                Some((timer, at)) => {
                    tokio::time::sleep_until(at.into()).await;
                    timer
                }
                None => std::future::pending().await,
            }
        }
    }
}
