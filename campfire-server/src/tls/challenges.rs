//! What the certificate authority wants to read at our plain port, to see that the name leads here.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What is to be answered, by token. A few at most, and only while a certificate is being asked for.
#[derive(Default)]
pub struct Challenges {
    // A plain mutex: held for one map look-up, never across an await.
    answers: Mutex<HashMap<String, String>>,
}

impl Challenges {
    /// What to answer to whoever asks for the token.
    pub fn answer(&self, token: &str) -> Option<String> {
        self.answers().get(token).cloned()
    }

    pub(super) fn keep(&self, token: &str, answer: &str) {
        self.answers().insert(token.to_owned(), answer.to_owned());
    }

    pub(super) fn forget(&self) {
        self.answers().clear();
    }

    fn answers(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
