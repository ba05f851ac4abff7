//! A link that lets somebody in: an invitation to join, or one made on another device.

use crate::settings::{Server, SettingsError};

/// The last part of a link, and the server it leads to. The part alone will do.
pub struct Invitation {
    pub server: Option<Server>,
    pub secret: String,
}

#[derive(Debug, thiserror::Error)]
pub enum InvitationError {
    #[error("The link isn't complete; copy all of it")]
    Incomplete,
    #[error(transparent)]
    Server(#[from] SettingsError),
}

impl Invitation {
    pub fn parse(link: &str) -> Result<Self, InvitationError> {
        let link = link.trim();
        let secret = link.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        if secret.is_empty() || !link.is_ascii() {
            return Err(InvitationError::Incomplete);
        }
        let server = if link.contains('/') { Some(Server::parse(link)?) } else { None };
        Ok(Self { server, secret })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_where_it_leads_and_its_last_part_will_do() {
        let link = Invitation::parse(" https://chat.example.com/join/abcd-efgh/ ").unwrap();
        let part = Invitation::parse("abcd-efgh").unwrap();

        assert_eq!(link.server.unwrap().to_string(), "https://chat.example.com");
        assert_eq!((link.secret.as_str(), part.secret.as_str()), ("abcd-efgh", "abcd-efgh"));
        assert!(part.server.is_none());
        assert!(
            Invitation::parse("").is_err() && Invitation::parse("https://ä.example/x").is_err()
        );
    }
}
