//! Text from anywhere, made fit for a terminal: nothing that steers it, nothing that takes another
//! width there than here. Breaking it into rows lives in `text::wrap`.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub mod wrap;

/// Marks on one letter. Living languages stack four or five; more is a flood.
const MARKS: usize = 8;
const TAB: &str = "    ";
const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// What may be drawn of a text of several lines.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        match cluster {
            "\n" | "\r\n" => clean.push('\n'),
            "\t" => clean.push_str(TAB),
            _ => push_cluster(&mut clean, cluster),
        }
    }
    clean
}

/// The same for what stands on one line: names, titles, notices.
pub fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

fn push_cluster(clean: &mut String, cluster: &str) {
    let start = clean.len();
    let mut marks = 0;
    let mut chars = cluster.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ZERO_WIDTH_JOINER && chars.peek().is_none_or(|next| is_pictograph(*next)) {
            // Terminals disagree about how wide a family is; about its first member they don't.
            break;
        }
        if steers(c) || (clean.len() > start && is_emoji_dress(c)) {
            continue;
        }
        if clean.len() > start {
            marks += 1;
            if marks > MARKS {
                break;
            }
        }
        clean.push(c);
    }
    // A mark without a letter would land on whatever stands before it.
    if clean[start..].width() == 0 {
        clean.truncate(start);
    }
}

/// Characters that have no shape of their own and change how others are shown, or the terminal.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'         // line separators, directions
            | '\u{2060}'..='\u{206f}'         // word joiner, isolates
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'       // tags, more variation selectors
        )
}

/// Selectors and skin tones: some terminals draw them beside the picture instead of in it.
fn is_emoji_dress(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1fbff}')
}

/// Columns that a clean text takes.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// As much of a clean text as fits, with an ellipsis where something is missing.
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut fitted = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        used += cluster.width();
        if used + 1 > columns {
            break;
        }
        fitted.push_str(cluster);
    }
    if columns > 0 {
        fitted.push('…');
    }
    fitted
}

/// Fitted, and filled up with spaces.
pub fn pad(text: &str, columns: usize) -> String {
    let mut padded = fit(text, columns);
    padded.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(&padded))));
    padded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::*;

    /// What terminals are known to stumble over, and the columns that is left of it takes.
    const HARD: [(&str, usize); 34] = [
        ("abc", 3),
        ("é", 1),
        ("e\u{301}", 1),
        ("日本語", 6),
        ("한국어", 6),
        ("カタカナ", 8),
        ("ｶﾀｶﾅ", 4),
        ("👍", 2),
        ("👍🏽", 2),
        ("❤️", 1),
        ("❄️", 1),
        ("✂️", 1),
        ("‼️", 1),
        ("1️⃣", 1),
        ("🏳️‍🌈", 1),
        ("👨‍👩‍👧‍👦", 2),
        ("👩‍💻", 2),
        ("👩🏽‍🚀", 2),
        ("🇩🇪", 2),
        ("🇩🇪🇫🇷", 4),
        ("नमस्ते", 4),
        ("ไทย", 3),
        ("שלום", 4),
        ("مرحبا", 5),
        ("a\u{202e}b", 2),
        ("a\u{200b}\u{200b}b", 2),
        ("\u{301}a", 1),
        ("\u{1b}[31mred\u{1b}[0m", 10),
        ("a\u{7}b", 2),
        ("a\u{9b}31mb", 5),
        ("\u{feff}a", 1),
        ("—…“”", 4),
        ("ﷺ", 1),
        ("𝕏", 1),
    ];

    #[test]
    fn a_hard_text_takes_the_columns_that_terminals_give_it() {
        for (text, columns) in HARD {
            let clean = clean_line(text);
            assert_eq!(width(&clean), columns, "{text:?} became {clean:?}");
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
            let (end, _) = buffer.set_stringn(0, 0, &clean, 40, Style::new());
            assert_eq!(usize::from(end), columns, "the screen sees {clean:?} otherwise");
        }
    }

    #[test]
    fn a_flood_of_marks_is_dammed() {
        let flood = format!("a{}b", "\u{301}".repeat(5_000));
        assert_eq!(clean(&flood).chars().count(), 1 + MARKS + 1);
    }

    #[test]
    fn a_mark_without_a_letter_lands_on_nothing_else() {
        assert_eq!(clean("\u{301}a"), "a");
        assert_eq!(clean("a\n\u{301}b"), "a\nb");
    }

    #[test]
    fn letters_that_need_a_joiner_keep_it() {
        assert_eq!(clean("क्\u{200d}ष"), "क्\u{200d}ष");
        assert_eq!(clean("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(fit("campfire", 8), "campfire");
        assert_eq!(fit("campfire", 5), "camp…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("abc", 0), "");
        assert_eq!(pad("日本語", 6), "日本語");
        assert_eq!(pad("ab", 4), "ab  ");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_a_terminal_gets_through(text in any::<String>()) {
            let clean = clean(&text);
            prop_assert!(!clean.chars().any(|c| c != '\n' && steers(c)));
            prop_assert!(width(&fit(&clean_line(&text), 7)) <= 7);
            prop_assert_eq!(width(&pad(&clean_line(&text), 9)), 9);
        }
    }
}
