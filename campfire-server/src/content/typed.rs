//! Plain text, as it was typed: into pieces and back without losing a character. The way of nearly
//! every message, so there is no parser in it.

use super::piece::{Piece, Tag};

/// What a tab is worth where HTML would swallow it.
const TAB: &str = "    ";
const NO_BREAK_SPACE: char = '\u{a0}';

pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(4);
    pieces.push(Piece::Open(Tag::bare("div")));
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            pieces.push(Piece::Break);
        }
        if !line.is_empty() {
            pieces.push(Piece::Text(line.to_owned()));
        }
    }
    pieces.push(Piece::Close("div"));
    pieces
}

/// The text again, to the last space and newline.
pub(crate) fn verbatim(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Break | Piece::Rule => text.push('\n'),
            Piece::Text(words) | Piece::Named { text: words, .. } => text.push_str(words),
            Piece::Mention { name, .. } => {
                text.push('@');
                text.push_str(name);
            }
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    text
}

/// Turns the spaces that HTML would swallow into ones that it keeps: of several in a row all but the
/// last, and those at either end of a line.
pub(crate) fn keep_spaces(pieces: &mut [Piece]) {
    for at in 0..pieces.len() {
        let begins_line = at == 0 || ends_line(&pieces[at - 1]);
        let ends_line = pieces.get(at + 1).is_none_or(ends_line);
        if let Piece::Text(text) = &mut pieces[at]
            && needs_care(text)
        {
            *text = with_kept_spaces(text, begins_line, ends_line);
        }
    }
}

fn ends_line(piece: &Piece) -> bool {
    match piece {
        Piece::Break | Piece::Rule => true,
        Piece::Open(Tag { name, .. }) | Piece::Close(name) => *name == "div",
        Piece::Text(_) | Piece::Named { .. } | Piece::Mention { .. } => false,
    }
}

fn needs_care(text: &str) -> bool {
    text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") || text.contains('\t')
}

fn with_kept_spaces(text: &str, begins_line: bool, ends_line: bool) -> String {
    let text = text.replace('\t', TAB);
    let mut kept = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let begins = kept.is_empty() && begins_line;
        let swallowed = c == ' ' && (begins || rest.peek().map_or(ends_line, |next| *next == ' '));
        kept.push(if swallowed { NO_BREAK_SPACE } else { c });
    }
    kept
}

#[cfg(test)]
mod tests {
    use campfire_proto::UserId;

    use super::*;

    fn kept(line: &str) -> String {
        let mut pieces = pieces(line);
        keep_spaces(&mut pieces);
        verbatim(&pieces).replace(NO_BREAK_SPACE, "_")
    }

    #[test]
    fn text_comes_back_as_it_went_in() {
        for text in ["", "a", "\n\na \n  b\t\n", " <b>&amp;"] {
            assert_eq!(verbatim(&pieces(text)), text);
        }
    }

    #[test]
    fn a_space_beside_a_mention_is_kept_only_where_a_line_begins_or_ends() {
        let mention = || Piece::Mention { id: UserId(1), name: "A".to_owned() };
        let space = || Piece::Text(" ".to_owned());
        let mut pieces = [space(), mention(), space(), mention(), space()];
        keep_spaces(&mut pieces);
        assert_eq!(verbatim(&pieces).replace(NO_BREAK_SPACE, "_"), "_@A @A_");
    }

    #[test]
    fn spaces_that_html_would_swallow_are_kept() {
        assert_eq!(kept("a b"), "a b");
        assert_eq!(kept("a   b"), "a__ b");
        assert_eq!(kept(" a\n  b "), "_a\n_ b_");
        assert_eq!(kept("a\tb"), "a___ b");
        assert_eq!(kept("a  \nb"), "a__\nb");
    }
}
