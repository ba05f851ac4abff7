//! The address of a server, as people write it and as programs need it.

use std::fmt;

use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::SettingsError;

/// Scheme, host and port, without a slash at the end: `https://chat.example.com`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Server(String);

impl Server {
    /// Takes any address on the server. Without a scheme it is https, but for this machine.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let wrong = || SettingsError::Server(text.to_owned());
        let text = text.trim();
        let spelled = if text.contains("://") {
            text.to_owned()
        } else if is_this_machine(text) {
            format!("http://{text}")
        } else {
            format!("https://{text}")
        };
        let url: Url = spelled.parse().map_err(|_| wrong())?;
        let fits = ["http", "https"].contains(&url.scheme())
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none();
        if fits { Ok(Self(url.origin().ascii_serialization())) } else { Err(wrong()) }
    }
}

fn is_this_machine(address: &str) -> bool {
    let host = address.split(['/', ':']).next().unwrap_or_default();
    host == "localhost" || host.starts_with("127.") || address.starts_with("[::1]")
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Server {
    type Error = SettingsError;

    fn try_from(text: String) -> Result<Self, SettingsError> {
        Self::parse(&text)
    }
}

impl From<Server> for String {
    fn from(server: Server) -> Self {
        server.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_write_it() {
        for (typed, meant) in [
            ("https://chat.example.com/", "https://chat.example.com"),
            ("chat.example.com", "https://chat.example.com"),
            (" https://chat.example.com:8443/rooms/1 ", "https://chat.example.com:8443"),
            ("localhost:3000", "http://localhost:3000"),
            ("127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("[::1]:3000", "http://[::1]:3000"),
            ("HTTPS://Chat.Example.com:443", "https://chat.example.com"),
        ] {
            assert_eq!(Server::parse(typed).unwrap().to_string(), meant, "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in ["", "ftp://example.com", "https://", "a b", "https://ada:secret@example.com"]
        {
            assert!(Server::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
