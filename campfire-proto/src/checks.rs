//! Values that have been checked. Each type can only be had by parsing, so that whoever holds one
//! need not ask again; the terminal checks with the same words before it sends.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

use crate::{error::Invalid, limits};

/// The name of a person, a bot, a room or the account: trimmed, 1–100 characters, printable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    pub fn parse(field: &'static str, text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if is_blank(text) {
            return Err(Invalid::new(field, "Name can't be empty"));
        }
        if text.chars().count() > limits::NAME_LENGTH {
            return Err(Invalid::new(field, "Name can't be longer than 100 characters"));
        }
        if text.chars().any(char::is_control) {
            return Err(Invalid::new(field, "Name can't hold line breaks or control characters"));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An email address, trimmed and in lower case: that is how addresses are compared.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Asks for what every address has. Whether somebody reads it, only a letter could tell.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::new("email", "Email can't be empty"));
        }
        if text.chars().count() > limits::EMAIL_LENGTH {
            return Err(Invalid::new("email", "Email can't be longer than 254 characters"));
        }
        let looks_right = text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && !host.is_empty() && !host.contains('@')
        }) && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if !looks_right {
            return Err(Invalid::new("email", "Email must look like name@example.com"));
        }
        Ok(Self(text.to_lowercase()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Addresses are personal: a debug print must not carry them into a log.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

/// A password somebody chose, 8–128 characters.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text.chars().count() {
            0 => Err(Invalid::new("password", "Password can't be empty")),
            1..limits::PASSWORD_SHORTEST => {
                Err(Invalid::new("password", "Password must have at least 8 characters"))
            }
            limits::PASSWORD_SHORTEST..=limits::PASSWORD_LONGEST => Ok(Self(text.to_owned())),
            _ => Err(Invalid::new("password", "Password can't be longer than 128 characters")),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A boost's text or emoji: 1–16 characters as people count them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoostContent(String);

impl BoostContent {
    /// More bytes than this are not sixteen characters but one character with a tail.
    const BYTES: usize = 512;

    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if is_blank(text) {
            return Err(Invalid::new("content", "A boost can't be empty"));
        }
        if text.graphemes(true).count() > limits::BOOST_LENGTH || text.len() > Self::BYTES {
            return Err(Invalid::new("content", "A boost can't be longer than 16 characters"));
        }
        if text.chars().any(char::is_control) {
            return Err(Invalid::new("content", "A boost can't hold control characters"));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sender's own name for a message, the same in every retry: 1–64 printable ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClientMessageId(String);

impl ClientMessageId {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let fits = (1..=limits::CLIENT_MESSAGE_ID_LENGTH).contains(&text.len());
        if fits && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Ok(Self(text.to_owned()));
        }
        let message = "The client message id must be 1 to 64 printable ASCII characters";
        Err(Invalid::new("client_message_id", message))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks what a person tells about themselves.
pub fn bio(text: &str) -> Result<String, Invalid> {
    let text = text.trim();
    if text.chars().count() > limits::BIO_LENGTH {
        return Err(Invalid::new("bio", "Bio can't be longer than 200 characters"));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Invalid::new("bio", "Bio can't hold control characters"));
    }
    Ok(text.to_owned())
}

/// Nothing to see: white space, and characters without a shape of their own.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c))
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}'              // soft hyphen, grapheme joiner, Arabic mark
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{17b4}' | '\u{17b5}'                     // Khmer inherent vowels
        | '\u{180b}'..='\u{180f}'                     // Mongolian selectors and separator
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' // zero width, directions
        | '\u{2060}'..='\u{206f}'                     // word joiner, invisible operators, isolates
        | '\u{2800}'                                  // a Braille cell without dots
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'        // variation selectors, byte order mark
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}'                   // tags, more variation selectors
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_trimmed_and_never_blank() {
        assert_eq!(Name::parse("name", "  Ada  ").unwrap().as_str(), "Ada");
        assert!(Name::parse("name", " \u{200b} ").is_err());
        assert!(Name::parse("name", "Ada\nLovelace").is_err());
        assert!(Name::parse("name", &"é".repeat(100)).is_ok());
        assert!(Name::parse("name", &"é".repeat(101)).is_err());
    }

    #[test]
    fn an_email_is_compared_in_lower_case() {
        let address = EmailAddress::parse(" Ada@Example.COM ").unwrap();
        assert_eq!(address.as_str(), "ada@example.com");
        for wrong in ["", "ada", "@example.com", "ada@", "a@b@c", "a b@c.d"] {
            assert!(EmailAddress::parse(wrong).is_err(), "{wrong:?} was taken");
        }
    }

    #[test]
    fn a_boost_counts_characters_as_people_do() {
        assert!(BoostContent::parse(&"👨‍👩‍👧‍👦".repeat(16)).is_ok());
        assert!(BoostContent::parse(&"👍".repeat(17)).is_err());
        assert!(BoostContent::parse(" \t ").is_err());
    }

    #[test]
    fn a_secret_does_not_print_itself() {
        let password = Password::parse("correct horse").unwrap();
        assert!(!format!("{password:?}").contains("horse"));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_taken_or_refused_but_never_a_panic(text in any::<String>()) {
            let _ = Name::parse("name", &text);
            let _ = EmailAddress::parse(&text);
            let _ = Password::parse(&text);
            let _ = BoostContent::parse(&text);
            let _ = ClientMessageId::parse(&text);
            let _ = bio(&text);
        }
    }

    #[test]
    fn what_has_no_shape_is_blank() {
        for blank in
            ["", " \n\t", "\u{a0}", "\u{200b}\u{200d}\u{feff}", "\u{3164}", "\u{fe0f}", "\u{e0041}"]
        {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["a", ".", "\u{200b}a", "👍\u{fe0f}", "\u{1f1e9}"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }
}
