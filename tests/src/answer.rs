//! What the server answered, and what a story expects of it.

use campfire_proto::{ErrorBody, ErrorCode};
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// What was asked, for whoever reads why a test failed.
    asked: String,
}

impl Answer {
    pub(crate) async fn to(request: reqwest::RequestBuilder) -> Self {
        let (client, request) = request.build_split();
        let request = request.expect("a request that can be sent");
        let asked = format!("{} {}", request.method(), request.url().path());
        let response = client.execute(request).await;
        let response = response.unwrap_or_else(|cause| panic!("{asked} got no answer: {cause:?}"));
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.expect("an answer that is complete").to_vec();
        Self { status, headers, body, asked }
    }

    pub(crate) fn new(
        asked: String,
        status: StatusCode,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Self {
        Self { status, headers, body, asked }
    }

    /// Holds it to a status; a refusal must look like every refusal.
    #[track_caller]
    pub fn is(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{} was answered with {}", self.asked, self.text());
        if self.status.is_client_error() || self.status.is_server_error() {
            self.is_a_proper_refusal();
        }
        self
    }

    /// Any success: where the contract leaves open which.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        let told = self.text();
        assert!(self.status.is_success(), "{} got {}: {told}", self.asked, self.status);
        self
    }

    /// 422, and it is this field's fault.
    #[track_caller]
    pub fn refuses(self, field: &str) -> Self {
        let answer = self.is(StatusCode::UNPROCESSABLE_ENTITY);
        let error = answer.error();
        assert_eq!(error.error.code, ErrorCode::ValidationFailed, "{}", answer.asked);
        assert_eq!(error.error.field.as_deref(), Some(field), "{}", answer.asked);
        answer
    }

    /// Refused with this status, for this reason.
    #[track_caller]
    pub fn refuses_with(self, status: StatusCode, code: ErrorCode) -> Self {
        let answer = self.is(status);
        assert_eq!(answer.error().error.code, code, "{}", answer.asked);
        answer
    }

    /// For those outside, there is no such thing.
    #[track_caller]
    pub fn is_not_found(self) -> Self {
        self.refuses_with(StatusCode::NOT_FOUND, ErrorCode::NotFound)
    }

    #[track_caller]
    pub fn is_forbidden(self) -> Self {
        self.refuses_with(StatusCode::FORBIDDEN, ErrorCode::Forbidden)
    }

    #[track_caller]
    pub fn is_unauthenticated(self) -> Self {
        self.refuses_with(StatusCode::UNAUTHORIZED, ErrorCode::Unauthenticated)
    }

    #[track_caller]
    pub fn conflicts(self) -> Self {
        self.refuses_with(StatusCode::CONFLICT, ErrorCode::Conflict)
    }

    /// The body, as what it should be.
    #[track_caller]
    pub fn holds<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|cause| {
            panic!("{} answered what isn't asked for ({cause}): {}", self.asked, self.text())
        })
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        self.holds()
    }

    #[track_caller]
    pub fn error(&self) -> ErrorBody {
        self.holds()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a header in ASCII"))
    }

    /// The cookie that this answer sets, attributes and all.
    pub fn cookie(&self) -> Option<&str> {
        let mut cookies = self.headers.get_all("set-cookie").iter();
        cookies.find_map(|cookie| cookie.to_str().ok().filter(|c| c.starts_with("session_token=")))
    }

    /// Every refusal has the same shape, a sentence for a person, and an id to find it in the log.
    #[track_caller]
    pub fn is_a_proper_refusal(&self) {
        let id = self.header("x-request-id").unwrap_or_default();
        assert!(!id.is_empty(), "{} was refused without a request id", self.asked);
        let error = self.error().error;
        assert!(!error.message.trim().is_empty(), "{} was refused without a word", self.asked);
        assert_eq!(
            error.field.is_some(),
            error.code == ErrorCode::ValidationFailed,
            "{}: a field is named where, and only where, it is at fault: {}",
            self.asked,
            self.text()
        );
        assert_ne!(error.code, ErrorCode::Internal, "{} broke the server", self.asked);
        if [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&self.status) {
            let wait = self.header("retry-after").and_then(|seconds| seconds.parse::<u64>().ok());
            assert!(wait.is_some_and(|seconds| seconds > 0), "{}: wait how long?", self.asked);
        }
    }
}
