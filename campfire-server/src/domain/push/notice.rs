//! What a message wakes with.

use campfire_proto::{Message, push::PushPayload};
use sqlx::SqliteConnection;
use unicode_segmentation::UnicodeSegmentation;

use super::Device;
use crate::error::Error;

/// The body of a notification, in bytes of JSON. With a title and the rest it stays under the 3,052
/// bytes that every push service takes once they are encrypted.
const LONGEST_BODY_BYTES: usize = 2_000;

/// What a message wakes with, but for the badge, which is each device's own.
#[derive(Clone, Debug)]
pub struct Notice {
    title: String,
    body: String,
    path: String,
    tag: String,
}

impl Notice {
    /// Of a message.
    pub async fn of(conn: &mut SqliteConnection, message: &Message) -> Result<Self, Error> {
        let room = message.room_id;
        let name: Option<String> = sqlx::query_scalar("select name from rooms where id = ?")
            .bind(room)
            .fetch_one(conn)
            .await?;
        let author = &message.creator.name;
        let (title, body) = match name {
            Some(name) => (name, format!("{author}: {}", message.content)),
            // A direct has no name; in it, who wrote says it all.
            None => (author.clone(), message.content.clone()),
        };
        let body = cut(&body);
        Ok(Self { title, body, path: format!("/rooms/{room}"), tag: format!("room-{room}") })
    }

    /// One that says that it works.
    pub fn test() -> Self {
        Self {
            title: "Campfire".to_owned(),
            body: "Notifications work on this device.".to_owned(),
            path: "/".to_owned(),
            tag: "test".to_owned(),
        }
    }

    pub fn for_device(&self, device: &Device) -> PushPayload {
        let Self { title, body, path, tag } = self.clone();
        PushPayload { title, body, path, tag, badge: device.badge }
    }
}

/// As much of a text as fits, in whole characters as people see them.
fn cut(text: &str) -> String {
    let mut bytes = 0;
    for (at, character) in text.grapheme_indices(true) {
        bytes += bytes_in_json(character);
        if bytes > LONGEST_BODY_BYTES {
            return format!("{}…", &text[..at]);
        }
    }
    text.to_owned()
}

fn bytes_in_json(text: &str) -> usize {
    let escaped = |c: char| match c {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        c if c < ' ' => 6,
        c => c.len_utf8(),
    };
    text.chars().map(escaped).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_cut_fits_and_is_a_beginning(text in ".{0,3000}", quotes in 0_usize..3_000) {
            let text = text + &"\"\u{1}👩‍👩‍👧".repeat(quotes);

            let shown = cut(&text);

            let bytes = serde_json::to_string(&shown).unwrap().len();
            prop_assert!(bytes <= LONGEST_BODY_BYTES + "\"…\"".len());
            match shown.strip_suffix('…') {
                Some(beginning) if shown != text => prop_assert!(text.starts_with(beginning)),
                _ => prop_assert_eq!(&shown, &text),
            }
        }
    }
}
