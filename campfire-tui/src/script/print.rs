//! What scripts print: lines for people, JSON for programs. Neither holds anything that a terminal
//! would obey, also not in a pipe: most of what goes through one ends on a screen after all.

use std::{
    borrow::Cow,
    fmt::Write as _,
    io::{self, Write},
};

use campfire_proto::{Message, Timestamp, sound};
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::json;

use super::{Early, Failure, failure::unwritten};
use crate::text::steers;

/// Writes to standard output, all or an error.
pub(super) fn bytes(text: &[u8]) -> Result<(), Early> {
    let mut out = io::stdout().lock();
    out.write_all(text).and_then(|()| out.flush()).map_err(|cause| unwritten(&cause))
}

pub(super) fn line(text: &str) -> Result<(), Early> {
    bytes(format!("{text}\n").as_bytes())
}

/// One JSON value on a line of its own.
pub(super) fn object(value: &impl Serialize) -> Result<(), Early> {
    line(&json(value))
}

/// JSON in which whatever a terminal could obey or hide is written as `\u…`. To a program it means
/// the same.
pub(super) fn json(value: &impl Serialize) -> String {
    // Our own types have no key that isn't text and no number that isn't finite: it can't fail.
    let plain = serde_json::to_string(value).unwrap_or_default();
    let mut text = String::with_capacity(plain.len());
    for c in plain.chars() {
        if steers(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing to a string can't fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    text
}

/// Text from the network, without what a terminal would obey: it stays on its line, keeps its
/// direction, and moves no cursor.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().any(steers) {
        let space = |c: char| if matches!(c, '\n' | '\t') { ' ' } else { c };
        let seen = text.chars().map(space).filter(|c| !steers(*c));
        return Cow::Owned(seen.collect());
    }
    Cow::Borrowed(text)
}

/// A failure, as one line for a person or as one object for a program.
pub fn told(failure: &Failure, as_json: bool) -> String {
    if !as_json {
        return format!("error: {}", harmless(&failure.message));
    }
    let Failure { code, message, field, retryable, .. } = failure;
    let mut error = json!({ "code": code, "message": message, "retryable": retryable });
    if let Some(field) = field {
        error["field"] = field.as_str().into();
    }
    json(&json!({ "error": error }))
}

/// A message for people: when, who, what. Its further lines are indented, so that nobody can write
/// a line that looks like somebody else's.
pub(super) fn message(message: &Message) -> String {
    let when = local(message.created_at);
    let who = harmless(&message.creator.name);
    if let Some(played) = sound::played(&message.content) {
        return format!("{when}  {who} {}", played.text);
    }
    let lines: Vec<_> = message.content.lines().map(harmless).collect();
    format!("{when}  {who}: {}", lines.join("\n    "))
}

/// As the clock on the wall has it.
fn local(moment: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(moment.as_millis());
    let moment = moment.unwrap_or(jiff::Timestamp::MAX).to_zoned(TimeZone::system());
    moment.strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}evil\u{200b}\u{feff}\r\u{8}";

    #[test]
    fn nothing_printed_is_obeyed_by_a_terminal() {
        let shown = harmless(HOSTILE);

        assert_eq!(shown, "]0;owned2Jevil");
    }

    #[test]
    fn json_means_the_same_and_holds_nothing_a_terminal_obeys() {
        let value = json!({ "content": format!("{HOSTILE}\u{e0041} fine\n👨‍👩‍👧") });

        let text = json(&value);

        assert!(text.chars().all(|c| !steers(c)), "{text:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in ["Grüße, 世界", "👨‍👩‍👧 👍🏽", "e\u{301}", "  two  spaces"]
        {
            assert_eq!(harmless(text), text);
        }
    }
}
