//! How bots take what they are told, for those who look after them.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use campfire_proto::{
    Timestamp, UserId,
    bot::{BotCalls, CallFailure},
};

/// What came of calling each bot, since the server started.
#[derive(Default)]
pub struct CallRecord {
    // A plain mutex: held for one look-up, never across an await. A few numbers for each bot.
    calls: Mutex<HashMap<UserId, BotCalls>>,
}

impl CallRecord {
    pub fn of(&self, bot: UserId) -> BotCalls {
        self.calls().get(&bot).cloned().unwrap_or_default()
    }

    /// Notes a call, and what went wrong with it, if anything did.
    pub(super) fn note(&self, bot: UserId, trouble: Option<String>) {
        let mut calls = self.calls();
        let calls = calls.entry(bot).or_default();
        calls.made += 1;
        if let Some(message) = trouble {
            calls.failed += 1;
            calls.last_failure = Some(CallFailure { message, at: Timestamp::now() });
        }
    }

    fn calls(&self) -> MutexGuard<'_, HashMap<UserId, BotCalls>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
