//! All that can go wrong, and what the caller hears of it.
//!
//! Domain code returns these without knowing HTTP; `IntoResponse` is the one place that turns them
//! into a status, a code and a sentence for a person. Logged here, once, and nowhere on the way up.

use std::time::Duration;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use campfire_proto::{ErrorBody, ErrorCode, Invalid, error::ErrorDetail};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("Please sign in")]
    Unauthenticated,

    #[error("Email and password don't match")]
    InvalidCredentials,

    /// Expired, or made before the person's password changed, or no link of ours.
    #[error("This sign-in link is no longer valid, please make a new one")]
    SpentTransferLink,

    /// Somebody signed in, who may see the thing and not do this to it.
    #[error("{0}")]
    Forbidden(&'static str),

    #[error("This request came from another site, and was refused")]
    CrossSite,

    #[error("This join link is no longer valid, please ask for a new one")]
    WrongJoinCode,

    /// Unknown, or not the caller's to see: an outsider can't tell the two apart.
    #[error("Not found")]
    NotFound,

    #[error("This address doesn't answer to that method")]
    MethodNotAllowed,

    #[error("{0}")]
    Malformed(String),

    #[error(transparent)]
    Invalid(#[from] Invalid),

    #[error("{0}")]
    Conflict(&'static str),

    #[error("{0}")]
    TooLarge(&'static str),

    #[error("{0}")]
    UnsupportedMediaType(&'static str),

    #[error("Too many attempts, please wait a moment")]
    RateLimited { retry_after: Duration },

    #[error("Posting from this address is blocked, please ask an administrator")]
    Banned,

    /// The writer's queue is full, or the server is going down. Nothing was changed.
    #[error("Campfire is busy, please try again in a moment")]
    Busy,

    /// The disk is full, or there is a quota on it, or it fails. Nothing was changed; what is there
    /// can be read.
    #[error("Nothing can be saved, the server's disk is full: please tell whoever runs it")]
    DiskRefuses,

    #[error("Something went wrong on our side")]
    Database(#[source] sqlx::Error),

    /// A bug of ours: something panicked, and was undone.
    #[error("Something went wrong on our side")]
    Broken,
}

impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        match cause {
            // Every reader is taken, or they have all been sent home.
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Busy,
            cause if is_the_disks(&cause) => {
                tracing::error!(%cause, "the disk refuses; is it full?");
                Self::DiskRefuses
            }
            cause => Self::Database(cause),
        }
    }
}

/// Whether the disk took what it was given amiss, rather than we asked for nonsense.
pub fn is_the_disks(cause: &sqlx::Error) -> bool {
    const IO_ERROR: u32 = 10;
    const FULL: u32 = 13;
    matches!(sqlite_code(cause), Some(IO_ERROR | FULL))
}

/// What kind of thing SQLite complains of. The upper bits, cut off here, say what was being done.
pub fn sqlite_code(cause: &sqlx::Error) -> Option<u32> {
    let code: u32 = cause.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

impl Error {
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Unauthenticated => ErrorCode::Unauthenticated,
            Self::InvalidCredentials | Self::SpentTransferLink => ErrorCode::InvalidCredentials,
            Self::Forbidden(_) => ErrorCode::Forbidden,
            Self::CrossSite => ErrorCode::CrossSite,
            Self::WrongJoinCode => ErrorCode::WrongJoinCode,
            Self::NotFound => ErrorCode::NotFound,
            Self::MethodNotAllowed => ErrorCode::MethodNotAllowed,
            Self::Malformed(_) => ErrorCode::Malformed,
            Self::Invalid(_) => ErrorCode::ValidationFailed,
            Self::Conflict(_) => ErrorCode::Conflict,
            Self::TooLarge(_) => ErrorCode::TooLarge,
            Self::UnsupportedMediaType(_) => ErrorCode::UnsupportedMediaType,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Banned => ErrorCode::Banned,
            Self::Busy | Self::DiskRefuses => ErrorCode::Busy,
            Self::Database(_) | Self::Broken => ErrorCode::Internal,
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthenticated | Self::InvalidCredentials | Self::SpentTransferLink => {
                StatusCode::UNAUTHORIZED
            }
            Self::Forbidden(_) | Self::CrossSite | Self::WrongJoinCode => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::RateLimited { .. } | Self::Banned => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::DiskRefuses => StatusCode::SERVICE_UNAVAILABLE,
            Self::Database(_) | Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// How long the caller should wait before trying again, where waiting helps.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after } => Some(retry_after.as_secs().max(1)),
            Self::Banned => Some(3600),
            Self::Busy => Some(1),
            Self::DiskRefuses => Some(10),
            _ => None,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Database(cause) = &self {
            tracing::error!(%cause, "the database refused a statement");
        }
        let (status, retry_after) = (self.status(), self.retry_after());
        let field = match &self {
            Self::Invalid(invalid) => Some(invalid.field.to_owned()),
            _ => None,
        };
        let error = ErrorDetail { code: self.code(), message: self.to_string(), field };
        let mut response = (status, Json(ErrorBody { error })).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
