//! Passwords: turning them into hashes, and telling whether one is right.
//!
//! Both are slow on purpose, so they happen on threads of their own, a few at a time, and before an
//! operation reaches the writer: never inside it.

use std::sync::OnceLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use campfire_proto::{Password, limits};
use tokio::sync::Semaphore;

use crate::error::Error;

/// Passwords worked on at once. Each takes 19 MiB and a core while it lasts.
const AT_ONCE: usize = 2;

/// Callers that may wait for their turn: a second or two of work. One more is told to come back,
/// rather than kept waiting longer than anybody looks at a spinner.
const WAITING: usize = 64;

/// The one queue of this process: cores and memory are the process's too.
static QUEUE: Queue = Queue::new();

/// The hash of a new password: argon2id, with a salt of its own, in PHC form.
pub async fn hash(password: Password) -> Result<String, Error> {
    QUEUE.in_turn(move || compute(password.as_str())).await
}

/// Whether this is the password behind the hash. Without a hash the answer is no, and takes just as
/// long: nobody can tell by the clock whether an account exists.
pub async fn matches(candidate: &str, hash: Option<String>) -> Result<bool, Error> {
    // One that is too long for a password is as wrong as any other, and costs no more.
    let fits = candidate.chars().count() <= limits::PASSWORD_LONGEST;
    let candidate = if fits { candidate.to_owned() } else { String::new() };
    let compare = move || {
        let decoy = decoy()?;
        let agrees = verify(&candidate, hash.as_deref().unwrap_or(decoy))?;
        Ok(agrees && fits && hash.is_some())
    };
    QUEUE.in_turn(compare).await
}

/// Who may work, and who may wait for it.
struct Queue {
    places: Semaphore,
    turns: Semaphore,
}

impl Queue {
    const fn new() -> Self {
        Self {
            places: Semaphore::const_new(AT_ONCE + WAITING),
            turns: Semaphore::const_new(AT_ONCE),
        }
    }

    async fn in_turn<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let place = self.places.try_acquire().map_err(|_| Error::Busy)?;
        let turn = self.turns.acquire().await.map_err(|_| Error::Busy)?;
        let working = tokio::task::spawn_blocking(move || {
            // Held by the work and not by its caller, who may hang up and leave it running.
            let _held = (place, turn);
            work()
        });
        working.await.unwrap_or(Err(Error::Broken))
    }
}

fn compute(password: &str) -> Result<String, Error> {
    let hash: PasswordHash =
        Argon2::default().hash_password(password.as_bytes()).map_err(|cause| {
            tracing::error!(%cause, "a password couldn't be hashed");
            Error::Broken
        })?;
    Ok(hash.to_string())
}

fn verify(candidate: &str, hash: &str) -> Result<bool, Error> {
    let hash = PasswordHash::new(hash).map_err(|cause| {
        tracing::error!(%cause, "a stored password hash can't be read");
        Error::Broken
    })?;
    Ok(Argon2::default().verify_password(candidate.as_bytes(), &hash).is_ok())
}

/// What is compared with when there is nobody to compare with. Made with the first comparison of any
/// kind, so that making it gives nothing away either.
fn decoy() -> Result<&'static str, Error> {
    static DECOY: OnceLock<String> = OnceLock::new();
    if let Some(decoy) = DECOY.get() {
        return Ok(decoy);
    }
    let made = compute("nobody's password")?;
    Ok(DECOY.get_or_init(|| made))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use futures::future::join_all;

    use super::*;

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let secret = Password::parse("correct horse").unwrap();

        let kept = hash(secret).await.unwrap();

        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(!kept.contains("horse"));
        assert!(matches("correct horse", Some(kept.clone())).await.unwrap());
        assert!(!matches("Correct horse", Some(kept.clone())).await.unwrap());
        assert!(!matches(&"correct horse".repeat(100), Some(kept)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_no_password_not_even_the_decoys() {
        assert!(!matches("nobody's password", None).await.unwrap());
    }

    #[tokio::test]
    async fn a_crowd_is_told_to_come_back_rather_than_kept_waiting() {
        static CROWDED: Queue = Queue::new();
        let gate = Arc::new(Mutex::new(()));
        let closed = gate.lock().unwrap();
        let asks = (0..AT_ONCE + WAITING + 20).map(|_| {
            let gate = Arc::clone(&gate);
            CROWDED.in_turn(move || {
                drop(gate.lock());
                Ok(())
            })
        });

        // Polled in this order: all have asked before the first is done.
        let (answers, ()) = futures::join!(join_all(asks), async { drop(closed) });

        let refused = answers.iter().filter(|answer| matches!(answer, Err(Error::Busy))).count();
        assert_eq!(refused, 20);
    }
}
