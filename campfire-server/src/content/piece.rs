//! What every message is made of, whichever way it was written: a flat list that nests by its opens
//! and closes, so that nothing which walks it can run out of stack.

use campfire_proto::UserId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Open(Tag),
    /// Closes the innermost open tag, which has this name.
    Close(&'static str),
    Break,
    Rule,
    /// As a person reads it: nothing is escaped yet.
    Text(String),
    /// Names someone by id, who may or may not be here; `text` is what stands there otherwise.
    Named {
        id: UserId,
        text: String,
    },
    /// Names someone who is here.
    Mention {
        id: UserId,
        name: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    /// No tag of ours takes more than one thing from its sender.
    pub(crate) attribute: Option<(&'static str, String)>,
}

impl Tag {
    pub(crate) fn bare(name: &'static str) -> Self {
        Self { name, attribute: None }
    }

    pub(crate) fn link(href: String) -> Self {
        Self { name: "a", attribute: Some(("href", href)) }
    }

    pub(crate) fn href(&self) -> Option<&str> {
        self.attribute.as_ref().filter(|(name, _)| *name == "href").map(|(_, href)| &**href)
    }
}

/// Whether an element starts on a line of its own.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(name, "div" | "p" | "blockquote" | "pre" | "ul" | "ol" | "li") || is_heading(name)
}

pub(crate) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether text in here means itself: nobody is named and nothing becomes a link. In a link, because
/// a mention is itself something to click; in code, because it is code.
pub(crate) fn is_verbatim(name: &str) -> bool {
    matches!(name, "a" | "code" | "pre")
}
