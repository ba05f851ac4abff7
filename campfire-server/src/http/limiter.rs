//! Who has done how much lately. In memory: a restart forgives.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::Mutex,
    time::{Duration, Instant},
};

use campfire_proto::UserId;

use crate::{config::Limits, error::Error};

/// Counts in fixed windows, each starting with its first count: "10 in 3 minutes" means just that.
pub struct Limiter {
    limits: Limits,
    // A plain mutex: held for one map look-up, never across an await.
    windows: Mutex<HashMap<Key, Window>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    SignIn(IpAddr),
    Request(IpAddr),
    Write(UserId),
}

struct Window {
    started: Instant,
    count: u32,
}

/// Past this many windows the ended ones are dropped, so that strangers can't fill the memory.
const CROWDED: usize = 10_000;

const SIGN_IN_WINDOW: Duration = Duration::from_mins(3);
const MINUTE: Duration = Duration::from_mins(1);

impl Limiter {
    pub fn new(limits: Limits) -> Self {
        Self { limits, windows: Mutex::default() }
    }

    /// Counts an attempt to sign in, and refuses one too many.
    pub fn attempt_to_sign_in(&self, from: IpAddr) -> Result<(), Error> {
        self.count(Key::SignIn(from), self.limits.sign_in_attempts, SIGN_IN_WINDOW)
    }

    /// Refuses when attempts are used up, without counting one: for what counts only when wrong.
    pub fn may_attempt_to_sign_in(&self, from: IpAddr) -> Result<(), Error> {
        self.look(Key::SignIn(from), self.limits.sign_in_attempts, SIGN_IN_WINDOW)
    }

    /// Counts a request. This machine's own are free: scripts, and proxies that aren't named.
    pub fn request(&self, from: IpAddr) -> Result<(), Error> {
        if from.is_loopback() {
            return Ok(());
        }
        self.count(Key::Request(from), self.limits.requests_per_address, MINUTE)
    }

    /// Counts a change somebody makes.
    pub fn write(&self, by: UserId, from: IpAddr) -> Result<(), Error> {
        if from.is_loopback() {
            return Ok(());
        }
        self.count(Key::Write(by), self.limits.writes_per_person, MINUTE)
    }

    fn count(&self, key: Key, most: u32, length: Duration) -> Result<(), Error> {
        let now = Instant::now();
        let mut windows = self.windows();
        if windows.len() > CROWDED {
            windows.retain(|_, window| now.duration_since(window.started) < SIGN_IN_WINDOW);
        }
        let window = windows.entry(key).or_insert(Window { started: now, count: 0 });
        if now.duration_since(window.started) >= length {
            *window = Window { started: now, count: 0 };
        }
        if window.count >= most {
            return Err(Error::RateLimited { retry_after: window.started + length - now });
        }
        window.count += 1;
        Ok(())
    }

    fn look(&self, key: Key, most: u32, length: Duration) -> Result<(), Error> {
        let now = Instant::now();
        match self.windows().get(&key) {
            Some(window) if window.count >= most && now.duration_since(window.started) < length => {
                Err(Error::RateLimited { retry_after: window.started + length - now })
            }
            _ => Ok(()),
        }
    }

    fn windows(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Window>> {
        // Counts stay sound whatever happened to the thread that held them.
        self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_attempt_in_three_minutes_is_refused() {
        let limiter = Limiter::new(Limits::default());
        let from = IpAddr::from([203, 0, 113, 7]);

        for _ in 0..10 {
            limiter.attempt_to_sign_in(from).unwrap();
        }

        assert!(matches!(limiter.attempt_to_sign_in(from), Err(Error::RateLimited { .. })));
        assert!(limiter.may_attempt_to_sign_in(from).is_err());
        assert!(limiter.attempt_to_sign_in(IpAddr::from([203, 0, 113, 8])).is_ok());
    }
}
