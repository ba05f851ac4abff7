//! Somebody signed in to a server: all that the chat needs to start. Where the token comes from and
//! where it is kept lives in `settings`.

use std::{fmt, path::PathBuf};

/// Somebody, somewhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Where the server is: `https://chat.example.org`, without a slash at the end.
    pub server: String,
    /// A session's token or a bot's key.
    pub token: String,
    /// The profile's name; "default" when there is but one.
    pub profile: String,
    /// A folder of this profile's own for what must not be lost: drafts and the outbox.
    pub state: PathBuf,
    /// A folder of this profile's own for what may be lost: rooms and pages as last seen.
    pub cache: PathBuf,
}

// A debug print must not carry the token into a log.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("server", &self.server)
            .field("profile", &self.profile)
            .finish_non_exhaustive()
    }
}
