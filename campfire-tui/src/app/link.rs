//! How things stand with the server, and whether somebody sits in front of the screen.

use std::time::Duration;

use campfire_proto::RoomId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Connecting,
    /// Signed in; what was missed is on its way.
    CatchingUp,
    Live,
    Offline {
        /// The next try, unless somebody is in a hurry.
        until: Duration,
        /// Tries since it last worked.
        tries: u32,
    },
    /// No socket gets through, but questions are answered: they are asked now and then.
    Polling,
    /// The session is over. Only signing in helps.
    SignedOut,
}

impl Link {
    pub fn is_open(self) -> bool {
        matches!(self, Self::CatchingUp | Self::Live)
    }

    /// Whether questions are answered.
    pub fn answers(self) -> bool {
        self.is_open() || self == Self::Polling
    }
}

/// Without word from the terminal, somebody who pressed no key for so long has gone.
pub const GONE_AFTER: Duration = Duration::from_mins(3);

/// Whether somebody looks, and what the server believes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// What the terminal said, if it says such things.
    pub focused: Option<bool>,
    pub last_key: Duration,
    /// The room in which the server believes us to be, and when we last said so.
    pub told: Option<(RoomId, Duration)>,
    /// Since when that has been wrong.
    pub wrong_since: Option<Duration>,
}

impl Attention {
    pub fn is_there(&self, now: Duration) -> bool {
        self.focused.unwrap_or(now.saturating_sub(self.last_key) < GONE_AFTER)
    }
}
