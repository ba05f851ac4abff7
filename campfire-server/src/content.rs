//! What is said: text, Markdown or HTML becomes safe HTML, plain text, mentions and links.
//! Who may say it, and where it is kept, lives in `domain/messages.rs`.
//!
//! ```text
//! text/plain ─────────────── typed ─┐
//! text/markdown ── markdown ─┐      ├─► pieces ── address ─► pieces ──┬── html  ─► html
//! text/html ─────────────────┴─ sanitise                 (people, links) └── plain ─► plain
//! ```
//!
//! Nobody's HTML is passed on. Whatever comes in is taken apart into `Piece`s, a closed list,
//! and `html` alone writes tags, so that a hole in any parser would still have to be spelled in pieces.

use campfire_proto::{
    ContentType, Invalid, UserId,
    checks::is_blank,
    limits::{MESSAGE_HTML_BYTES, MESSAGE_LENGTH},
};

mod address;
mod characters;
pub mod declared;
mod emoji;
mod flow;
mod html;
mod links;
mod markdown;
mod measure;
mod mentions;
mod piece;
mod plain;
mod sanitise;
mod typed;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

pub use sanitise::ALLOWED;

use mentions::People;
use piece::Piece;

/// Markup weighs more when it is written out than as it was sent. Past this, a message that is ten
/// thousand characters at most would be a burden on everyone in the room.
const LARGEST_HTML_BYTES: usize = 2 * MESSAGE_HTML_BYTES;

/// What someone wants to say, checked and made safe; the people it may name are not looked up yet.
#[derive(Clone, Debug)]
pub struct Draft(Stage);

#[derive(Clone, Debug)]
enum Stage {
    /// It can name nobody, so everything is done.
    Said(Box<Content>),
    /// Waits for the people of the room.
    Unaddressed { source: String, source_type: ContentType, pieces: Vec<Piece> },
}

impl Draft {
    pub fn parse(content: &str, content_type: ContentType) -> Result<Self, Invalid> {
        if content.len() > MESSAGE_HTML_BYTES {
            return Err(match content_type {
                ContentType::Plain => too_long(),
                ContentType::Html | ContentType::Markdown => {
                    refused("Content can't be larger than 128 KiB with its markup")
                }
            });
        }
        let source = characters::with_plain_newlines(content);
        if source.chars().any(characters::is_forbidden) {
            return Err(control_character());
        }
        let pieces = match content_type {
            ContentType::Plain => typed::pieces(&source),
            ContentType::Markdown => sanitise::pieces(&markdown::to_html(&source)?)?,
            ContentType::Html if characters::refers_to_lost_control(&source) => {
                return Err(control_character());
            }
            ContentType::Html => sanitise::foreign(&source)?,
        };
        if mentions::may_occur(&pieces, content_type) {
            return Ok(Self(Stage::Unaddressed { source, source_type: content_type, pieces }));
        }
        let content = say(source, content_type, pieces, &People::new(&[]))?;
        Ok(Self(Stage::Said(Box::new(content))))
    }

    /// Whether the room's people must be looked up before this can be said.
    pub fn may_mention(&self) -> bool {
        matches!(self.0, Stage::Unaddressed { .. })
    }

    /// Says it to these people: mentions of them become links to them, all others stay text. Takes
    /// an empty list where nobody can be named.
    pub fn address(self, members: &[Person]) -> Result<Content, Invalid> {
        match self.0 {
            Stage::Said(content) => Ok(*content),
            Stage::Unaddressed { source, source_type, pieces } => {
                say(source, source_type, pieces, &People::new(members))
            }
        }
    }
}

/// Someone a message may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub name: String,
}

/// A message, fit to be said and to be read by every client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// As the author sent it, but for line ends, which are `\n`.
    pub source: String,
    pub source_type: ContentType,
    /// One `<div>`, holding nothing but what [`ALLOWED`] lists.
    pub html: String,
    pub plain: String,
    /// Distinct, in order of appearance.
    pub mentions: Vec<UserId>,
    /// The http and https addresses in `html`: distinct, in order, 20 at most.
    pub links: Vec<String>,
    pub emoji_only: bool,
}

fn say(
    source: String,
    source_type: ContentType,
    pieces: Vec<Piece>,
    people: &People<'_>,
) -> Result<Content, Invalid> {
    let mut pieces = address::address(pieces, source_type, people);
    let plain = match source_type {
        ContentType::Plain => typed::verbatim(&pieces),
        ContentType::Html | ContentType::Markdown => plain::read(&pieces),
    };
    if is_blank(&plain) {
        return Err(refused("Content can't be empty"));
    }
    if plain.len() > MESSAGE_LENGTH && plain.chars().count() > MESSAGE_LENGTH {
        return Err(too_long());
    }
    if source_type == ContentType::Plain {
        typed::keep_spaces(&mut pieces);
    }
    let html = html::write(&pieces);
    if html.len() > LARGEST_HTML_BYTES {
        return Err(refused(
            "Content has too many links and mentions: send it in several messages",
        ));
    }
    Ok(Content {
        mentions: mentions::named(&pieces),
        links: links::outward(&pieces),
        emoji_only: emoji::is_emoji_only(&plain),
        source,
        source_type,
        html,
        plain,
    })
}

fn refused(message: &str) -> Invalid {
    Invalid::new("content", message.to_owned())
}

fn too_long() -> Invalid {
    refused("Content can't be longer than 10,000 characters")
}

fn control_character() -> Invalid {
    refused("Content can't hold control characters other than line breaks and tabs")
}
