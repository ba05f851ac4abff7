//! Whether a message is nothing but emoji, and so is shown large.

use unicode_segmentation::UnicodeSegmentation;

const EMOJI_VARIATION: char = '\u{fe0f}';
/// Symbols before this one (™, ©, ↔, ‼, ▶) are writing until they ask to be a picture with U+FE0F;
/// from here on (☀, ☺, ❤) people mean the picture, and many a keyboard leaves U+FE0F out.
const FIRST_PICTOGRAPH: char = '\u{2600}';

/// At least one emoji, and nothing besides but white space.
pub(crate) fn is_emoji_only(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut clusters = text.graphemes(true).filter(|cluster| !cluster.trim().is_empty()).peekable();
    clusters.peek().is_some() && clusters.all(is_emoji)
}

fn is_emoji(cluster: &str) -> bool {
    let known = emojis::get(cluster).or_else(|| {
        // Some keyboards add U+FE0F to what is a picture anyway.
        emojis::get(cluster.strip_suffix(EMOJI_VARIATION)?)
    });
    known.is_some_and(|emoji| {
        emoji.as_str() == cluster
            || cluster.contains(EMOJI_VARIATION)
            || cluster.starts_with(|first| first >= FIRST_PICTOGRAPH)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_emoji_is_emoji_only() {
        let shown_large = [
            "👍",
            "👍👍",
            "❤️",
            "❤",
            "👍🏽",
            "🇪🇸",
            "™️",
            "🔥 💯",
            " 🔥\n🔥 ",
            "👨‍👩‍👧",
            "👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
            "1️⃣",
            "#️⃣",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "☺️",
            "⌚",
            "🏳️‍🌈",
            "🧑🏽‍🚀",
            "👍\u{fe0f}",
            "☀",
            "↔️",
        ];
        for text in shown_large {
            assert!(is_emoji_only(text), "{text:?}");
        }
    }

    #[test]
    fn a_message_with_anything_else_is_not() {
        let shown_small = [
            "",
            " ",
            "1",
            "12",
            "#",
            "*",
            "™",
            "©",
            "↔",
            "1⃣",
            "👍!",
            "a👍",
            "👍 ok",
            "\u{fe0f}",
            "\u{200d}",
            "🇪",
            ":)",
            "“👍”",
            "é",
            "日",
            "①",
            "★",
        ];
        for text in shown_small {
            assert!(!is_emoji_only(text), "{text:?}");
        }
    }
}
