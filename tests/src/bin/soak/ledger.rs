//! How long things took since somebody last looked.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

#[derive(Default)]
pub(crate) struct Ledger(Mutex<Vec<Duration>>);

/// What was written down in one stretch.
pub(crate) struct Stretch {
    pub(crate) requests: usize,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

impl Ledger {
    /// Waits for something, and writes down how long it took.
    pub(crate) async fn times<T>(&self, deed: impl Future<Output = T>) -> T {
        let begun = Instant::now();
        let outcome = deed.await;
        self.0.lock().unwrap().push(begun.elapsed());
        outcome
    }

    /// Sums up what was written down, and begins a new page.
    pub(crate) fn closes(&self) -> Stretch {
        let mut taken = std::mem::take(&mut *self.0.lock().unwrap());
        taken.sort_unstable();
        let at = |percent: usize| {
            let place = (taken.len() * percent / 100).min(taken.len().saturating_sub(1));
            taken.get(place).copied().unwrap_or_default()
        };
        Stretch { requests: taken.len(), p50: at(50), p99: at(99) }
    }
}
