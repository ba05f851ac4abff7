//! Which characters may be said, and which of them can be seen.

use std::borrow::Cow;

/// Turns the line ends of other systems into `\n`.
pub(crate) fn with_plain_newlines(text: &str) -> String {
    let text =
        if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { Cow::from(text) };
    if text.contains('\r') { text.replace('\r', "\n") } else { text.into_owned() }
}

pub(crate) fn is_forbidden(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// Whether HTML spells a control character that its parser would turn into something harmless: NUL
/// becomes U+FFFD, and most of U+0080 to U+009F what Windows once had there. All other references
/// are looked at where they end up, as text.
pub(crate) fn refers_to_lost_control(html: &str) -> bool {
    html.match_indices("&#").any(|(at, found)| {
        let rest = &html[at + found.len()..];
        let (digits, radix) = match rest.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (rest, 10),
        };
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        matches!(u32::from_str_radix(&digits[..end], radix), Ok(0 | 0x80..=0x9f))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_all_systems_become_one() {
        assert_eq!(with_plain_newlines("a\r\nb\rc\n\r\n\rd"), "a\nb\nc\n\n\nd");
        assert_eq!(with_plain_newlines("a\nb"), "a\nb");
    }

    #[test]
    fn only_line_breaks_and_tabs_of_all_control_characters_may_be_said() {
        let allowed: Vec<char> =
            ('\0'..='\u{ff}').filter(|c| c.is_control() && !is_forbidden(*c)).collect();
        assert_eq!(allowed, ['\t', '\n']);
    }

    #[test]
    fn references_that_a_parser_would_launder_are_seen() {
        for reference in ["&#0;", "&#x0;", "&#X00", "a&#000", "&#128;", "&#x9F;", "&#x80", "&&#0"] {
            assert!(refers_to_lost_control(reference), "{reference}");
        }
        for reference in
            ["&#", "&#x", "&#7;", "&#160;", "&#x100000000;", "&amp;#0;", "&#xa0;", "#0"]
        {
            assert!(!refers_to_lost_control(reference), "{reference}");
        }
    }
}
