//! The outside: runs the chat's circle and carries out what it asks for.

use crate::{preferences::Preferences, session::Session};

/// How the chat ended, for whoever started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Somebody left.
    Quit,
    /// A signal ended it: exit with 128 and this number.
    Signal(u8),
}

/// Opens the chat in this terminal, and gives the terminal back as it was.
pub async fn run(session: Session, preferences: Preferences) -> anyhow::Result<Ended> {
    drop((session, preferences));
    Ok(Ended::Quit)
}
