//! How a script can end, and what its exit code and its error say. The codes are a promise: see
//! `docs/terminal.md`.

use std::{io, time::Duration};

use campfire_proto::ErrorCode;

use crate::{api, settings::SettingsError};

/// The code for an answer that makes no sense to us.
pub(super) const UNREADABLE: &str = "unreadable";

/// Why a command ended before it was done.
#[derive(Debug)]
pub enum Early {
    Failed(Failure),
    /// Whoever read from us has heard enough, like `head`. That is no failure.
    NobodyReads,
    /// A signal came while something was asked on the terminal: exit with 128 and this number.
    Signal(u8),
}

/// The exit codes besides 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The server failed, or we did.
    Failed = 1,
    /// The command line or the settings make no sense.
    Usage = 2,
    /// Nobody is signed in, or not any more.
    SignIn = 3,
    /// No such room, person or message, or it isn't theirs to use.
    NotThere = 4,
    TooOften = 5,
    /// No connection, or no answer in time: it may work later.
    Network = 6,
    /// What was sent can't be taken, however often it is tried.
    Refused = 7,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub exit: Exit,
    /// For programs: one of the server's codes, or one of ours.
    pub code: String,
    /// For people: a sentence that says what to do next.
    pub message: String,
    pub field: Option<String>,
    /// Whether the very same command may work later.
    pub retryable: bool,
}

impl Failure {
    pub fn new(exit: Exit, code: &str, message: impl Into<String>) -> Self {
        let retryable = matches!(exit, Exit::TooOften | Exit::Network);
        Self { exit, code: code.to_owned(), message: message.into(), field: None, retryable }
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", message)
    }

    pub fn signed_out(message: impl Into<String>) -> Self {
        Self::new(Exit::SignIn, "unauthenticated", message)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Exit::NotThere, "not_found", message)
    }

    /// The text of a message that can't be sent as it is.
    pub fn content(message: impl Into<String>) -> Self {
        let field = Some("content".to_owned());
        Self { field, ..Self::new(Exit::Refused, "validation_failed", message) }
    }

    pub fn timed_out(after: Duration) -> Self {
        let message = format!("There was no answer within {after:?}; try again in a moment");
        Self::new(Exit::Network, "timeout", message)
    }
}

impl From<api::Error> for Failure {
    fn from(error: api::Error) -> Self {
        let message = error.to_string();
        let passing = error.is_passing();
        match error {
            api::Error::Network(_) => Self::new(Exit::Network, "network", message),
            api::Error::Unreadable => Self::new(Exit::Failed, UNREADABLE, message),
            api::Error::Refused { status, code, field, retry_after, .. } => {
                let exit = code.map_or_else(|| exit_of_stranger(status), exit_of);
                let passing = passing && exit == Exit::Failed;
                let message = match (exit, retry_after) {
                    (Exit::TooOften, Some(wait)) => {
                        format!("{message} (try again in {} s)", wait.as_secs())
                    }
                    (Exit::SignIn, _) if code == Some(ErrorCode::Unauthenticated) => {
                        "You are not signed in here, or not any more; run `campfire-tui login`, or \
                         set CAMPFIRE_TOKEN"
                            .to_owned()
                    }
                    _ => message,
                };
                let code = code.map_or_else(|| format!("http_{status}"), |code| code.to_string());
                let failure = Self { field, ..Self::new(exit, &code, message) };
                Self { retryable: failure.retryable || passing, ..failure }
            }
        }
    }
}

/// What the server means, in the terms of a script.
fn exit_of(code: ErrorCode) -> Exit {
    match code {
        ErrorCode::Unauthenticated | ErrorCode::InvalidCredentials | ErrorCode::WrongJoinCode => {
            Exit::SignIn
        }
        // Waiting doesn't lift a ban.
        ErrorCode::Forbidden
        | ErrorCode::CrossSite
        | ErrorCode::NotFound
        | ErrorCode::Banned
        | ErrorCode::TooManySubscriptions => Exit::NotThere,
        ErrorCode::RateLimited => Exit::TooOften,
        ErrorCode::Malformed
        | ErrorCode::MethodNotAllowed
        | ErrorCode::Conflict
        | ErrorCode::TooLarge
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::ValidationFailed => Exit::Refused,
        ErrorCode::Internal | ErrorCode::Busy => Exit::Failed,
    }
}

/// What somebody between us and the server means: a proxy, or no Campfire at all.
fn exit_of_stranger(status: u16) -> Exit {
    match status {
        401 | 407 => Exit::SignIn,
        403 | 404 => Exit::NotThere,
        429 => Exit::TooOften,
        _ => Exit::Failed,
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::new(Exit::Usage, "settings", error.to_string())
    }
}

impl<T: Into<Failure>> From<T> for Early {
    fn from(cause: T) -> Self {
        Self::Failed(cause.into())
    }
}

/// What couldn't be written to standard output.
pub(super) fn unwritten(cause: &io::Error) -> Early {
    if cause.kind() == io::ErrorKind::BrokenPipe {
        return Early::NobodyReads;
    }
    let message = format!("The output can't be written: {cause}");
    Failure::new(Exit::Failed, "output", message).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: Option<ErrorCode>) -> Failure {
        let message = "No".to_owned();
        api::Error::Refused { status, code, message, field: None, retry_after: None }.into()
    }

    #[test]
    fn what_the_server_means_is_what_a_script_hears() {
        for (status, code, exit, retryable) in [
            (401, ErrorCode::Unauthenticated, Exit::SignIn, false),
            (403, ErrorCode::Forbidden, Exit::NotThere, false),
            (404, ErrorCode::NotFound, Exit::NotThere, false),
            (422, ErrorCode::ValidationFailed, Exit::Refused, false),
            (429, ErrorCode::RateLimited, Exit::TooOften, true),
            // Waiting lifts no ban, whatever its status says.
            (429, ErrorCode::Banned, Exit::NotThere, false),
            (500, ErrorCode::Internal, Exit::Failed, false),
            (503, ErrorCode::Busy, Exit::Failed, true),
        ] {
            let failure = refused(status, Some(code));

            assert_eq!((failure.exit, failure.retryable), (exit, retryable), "{code}");
            assert_eq!(failure.code, code.to_string());
        }
    }

    #[test]
    fn a_proxy_in_between_is_understood_by_its_status() {
        for (status, exit, retryable) in [
            (401, Exit::SignIn, false),
            (407, Exit::SignIn, false),
            (403, Exit::NotThere, false),
            (404, Exit::NotThere, false),
            (429, Exit::TooOften, true),
            (500, Exit::Failed, false),
            // The server behind it is just starting.
            (502, Exit::Failed, true),
            (504, Exit::Failed, true),
        ] {
            let failure = refused(status, None);

            assert_eq!((failure.exit, failure.retryable), (exit, retryable), "{status}");
            assert_eq!(failure.code, format!("http_{status}"));
        }
    }

    #[test]
    fn who_has_heard_enough_is_no_failure_and_a_full_disk_is_one() {
        let gone = unwritten(&io::ErrorKind::BrokenPipe.into());
        let full = unwritten(&io::ErrorKind::StorageFull.into());

        assert!(matches!(gone, Early::NobodyReads));
        assert!(matches!(full, Early::Failed(Failure { exit: Exit::Failed, .. })));
    }
}
