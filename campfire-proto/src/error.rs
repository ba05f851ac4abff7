//! What a refused request hears, everywhere in the same shape.

use std::fmt;

wire! {
    /// The body of every answer that isn't a success.
    pub struct ErrorBody {
        pub error: ErrorDetail,
    }

    /// What went wrong, for a program (`code`, `field`) and for a person (`message`).
    pub struct ErrorDetail {
        pub code: ErrorCode,
        /// A plain sentence that says what to do next.
        pub message: String,
        /// The field that was refused; only with `validation_failed`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        pub field: Option<String>,
    }

    /// Every reason there is. Clients may rely on these; the sentences may change.
    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum ErrorCode {
        /// 400: not JSON, or a parameter that makes no sense.
        Malformed,
        /// 401: not signed in, or no longer.
        Unauthenticated,
        /// 401: email and password don't belong together.
        InvalidCredentials,
        /// 403: signed in, but not allowed.
        Forbidden,
        /// 403: a cookie came along with a request from another site.
        CrossSite,
        /// 403: the join link has been replaced by a new one.
        WrongJoinCode,
        /// 404: unknown, or not the caller's to see.
        NotFound,
        /// 405: the address exists, this verb doesn't.
        MethodNotAllowed,
        /// 409: it can't be done as things stand.
        Conflict,
        /// 413: more than we read.
        TooLarge,
        /// 415: not the kind of body that is asked for.
        UnsupportedMediaType,
        /// 422: `field` says what, `message` says why.
        ValidationFailed,
        /// 429: wait as long as `Retry-After` says.
        RateLimited,
        /// 429: writes from this address are refused until an administrator lifts a ban.
        Banned,
        /// 500: our fault; the log knows more under the request's id.
        Internal,
        /// 503: the queue is full or the server is going down; nothing was changed.
        Busy,
        /// WebSocket only: one socket follows 200 rooms at most.
        TooManySubscriptions,
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize_name(f)
    }
}

impl ErrorCode {
    fn serialize_name(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        serde::Serialize::serialize(&self, f)
    }
}

/// Something a person typed that can't be taken: which field, and a sentence about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Invalid {
    pub field: &'static str,
    pub message: String,
}

impl Invalid {
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}
