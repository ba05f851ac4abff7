//! Whoever asks the server something: with a token or without.

use std::{sync::Arc, time::Duration};

use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

use crate::{Address, Answer};

/// Sends requests, signed by a token if it has one.
#[derive(Clone)]
pub struct Caller {
    client: reqwest::Client,
    address: Address,
    token: Option<String>,
}

impl Caller {
    pub(crate) fn new(client: reqwest::Client, address: Address, token: Option<String>) -> Self {
        Self { client, address, token }
    }

    /// The same, without saying who it is.
    #[must_use]
    pub fn without_token(&self) -> Self {
        Self { token: None, ..self.clone() }
    }

    /// The same with another token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.asks(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.asks(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.asks(self.request(Method::PUT, path).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.asks(self.request(Method::DELETE, path)).await
    }

    /// A request to which a story adds what it is about.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.site()));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request made by `request`.
    pub async fn asks(&self, request: reqwest::RequestBuilder) -> Answer {
        Answer::to(request).await
    }

    /// What the browser's address bar begins with.
    pub fn site(&self) -> String {
        format!("http://{}", *self.address.read().unwrap())
    }

    pub(crate) fn address(&self) -> Address {
        Arc::clone(&self.address)
    }
}

/// A client that neither follows redirects nor keeps cookies: each story says what it sends.
pub fn client() -> reqwest::Client {
    // The first of a process counts; that there is one already is fine.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .default_headers(HeaderMap::new())
        // Far more than any answer takes: a server that hangs fails the test, not the machine.
        .timeout(Duration::from_mins(1))
        .build()
        .unwrap()
}

/// Text as it stands in a query string.
pub fn encoded(text: &str) -> String {
    use std::fmt::Write;

    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").unwrap();
        }
        encoded
    })
}
