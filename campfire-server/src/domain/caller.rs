//! Who asks: found out once a request, and kept at hand for the next.

use std::time::Duration;

use campfire_proto::{Role, SessionId, Status, Timestamp, UserId};

/// Activity is written down this often at most, so that reading costs no write.
const FRESH: Duration = Duration::from_hours(1);

/// Who asks, according to their token.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Caller {
    pub id: UserId,
    pub role: Role,
    pub status: Status,
    pub session: Option<SessionId>,
    last_active_at: Timestamp,
}

impl Caller {
    pub(super) fn bot(id: UserId) -> Self {
        let last_active_at = Timestamp::now();
        Self { id, role: Role::Bot, status: Status::Active, session: None, last_active_at }
    }

    /// The session, if its last activity was written down too long ago.
    pub fn stale_session(&self) -> Option<SessionId> {
        self.session.filter(|_| self.last_active_at.plus(FRESH) < Timestamp::now())
    }
}
