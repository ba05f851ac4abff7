//! Breaking text into rows: at spaces where there are any, inside a word where it is longer than the
//! row.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A stretch of text that looks the same all along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<S> {
    pub text: String,
    pub style: S,
}

impl<S> Run<S> {
    pub fn new(text: impl Into<String>, style: S) -> Self {
        Self { text: text.into(), style }
    }
}

/// Breaks clean runs into rows of at most so many columns. Line breaks in the text break, too; there
/// is always a row.
pub fn wrap<S: Copy + PartialEq>(runs: &[Run<S>], columns: usize) -> Vec<Vec<Run<S>>> {
    let mut rows = Rows { columns: columns.max(1), done: Vec::new(), row: Vec::new(), used: 0 };
    for run in runs {
        for (number, line) in run.text.split('\n').enumerate() {
            if number > 0 {
                rows.break_row();
            }
            pieces(line).for_each(|piece| rows.push(piece, run.style));
        }
    }
    rows.break_row();
    rows.done
}

/// Words and the spaces between them, in turn.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let blank = rest.starts_with(' ');
        let end = rest.find(|c| (c == ' ') != blank).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

struct Rows<S> {
    columns: usize,
    done: Vec<Vec<Run<S>>>,
    row: Vec<Run<S>>,
    used: usize,
}

impl<S: Copy + PartialEq> Rows<S> {
    fn push(&mut self, piece: &str, style: S) {
        let wide: usize = piece.graphemes(true).map(UnicodeWidthStr::width).sum();
        if self.used + wide <= self.columns {
            return self.append(piece, wide, style);
        }
        if piece.trim().is_empty() {
            // A space at a row's end is what the row breaks at.
            return self.break_row();
        }
        if self.used > 0 && wide <= self.columns {
            self.break_row();
            return self.append(piece, wide, style);
        }
        for cluster in piece.graphemes(true) {
            let wide = cluster.width();
            if self.used + wide > self.columns && self.used > 0 {
                self.break_row();
            }
            if wide <= self.columns {
                self.append(cluster, wide, style);
            } else {
                self.push_in_parts(cluster, style);
            }
        }
    }

    /// A cluster wider than the whole row. What is wider than it by itself a row of one column can't
    /// show.
    fn push_in_parts(&mut self, cluster: &str, style: S) {
        for part in cluster.chars() {
            let mut bytes = [0; 4];
            let part = part.encode_utf8(&mut bytes);
            let wide = part.width();
            if self.used + wide > self.columns && self.used > 0 {
                self.break_row();
            }
            if wide <= self.columns {
                self.append(part, wide, style);
            }
        }
    }

    fn append(&mut self, piece: &str, wide: usize, style: S) {
        self.used += wide;
        match self.row.last_mut() {
            Some(last) if last.style == style => last.text.push_str(piece),
            _ => self.row.push(Run::new(piece, style)),
        }
    }

    fn break_row(&mut self) {
        self.done.push(std::mem::take(&mut self.row));
        self.used = 0;
    }
}

/// The same for text that looks alike everywhere.
pub fn wrap_text(text: &str, columns: usize) -> Vec<String> {
    let rows = wrap(&[Run::new(text, ())], columns);
    rows.into_iter().map(|row| row.into_iter().map(|run| run.text).collect()).collect()
}

/// Where the rows of a text begin and end when nothing of it may be lost: while it is written. A row
/// ends behind the spaces it breaks at; those may stand out over its edge.
pub fn ranges(text: &str, columns: usize) -> Vec<(usize, usize)> {
    let columns = columns.max(1);
    let mut rows = Vec::new();
    let mut line_start = 0;
    for line in text.split('\n') {
        let (mut start, mut used, mut place) = (line_start, 0, line_start);
        for piece in pieces(line) {
            let wide: usize = piece.graphemes(true).map(UnicodeWidthStr::width).sum();
            let blank = piece.starts_with(' ');
            if used + wide > columns && !blank {
                if used > 0 && wide <= columns {
                    rows.push((start, place));
                    (start, used) = (place, 0);
                } else {
                    for (at, cluster) in piece.grapheme_indices(true) {
                        if used + cluster.width() > columns && used > 0 {
                            rows.push((start, place + at));
                            (start, used) = (place + at, 0);
                        }
                        used += cluster.width();
                    }
                    place += piece.len();
                    continue;
                }
            }
            used += wide;
            place += piece.len();
        }
        rows.push((start, place));
        line_start = place + 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{clean, width};

    #[test]
    fn rows_break_at_spaces() {
        assert_eq!(wrap_text("the quick brown fox", 9), ["the quick", "brown fox"]);
        assert_eq!(wrap_text("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(wrap_text("", 9), [""]);
    }

    #[test]
    fn a_word_longer_than_a_row_is_broken() {
        assert_eq!(wrap_text("see abcdefghij", 5), ["see a", "bcdef", "ghij"]);
        assert_eq!(wrap_text("日本語日本語", 4), ["日本", "語日", "本語"]);
        let parts = wrap_text("®\u{d4a}\u{11940}", 2);
        assert_eq!(parts.concat(), "®\u{d4a}\u{11940}");
        assert!(parts.iter().all(|row| width(row) <= 2), "{parts:?}");
    }

    #[test]
    fn what_is_being_written_keeps_every_space() {
        let text = "one two  three\n\nfour";
        let rows: Vec<_> = ranges(text, 8).iter().map(|(start, end)| &text[*start..*end]).collect();
        assert_eq!(rows, ["one two  ", "three", "", "four"]);
    }

    proptest! {
        #[test]
        fn rows_of_what_is_written_follow_each_other(text in "[a-z 日\n]{0,60}", columns in 2_usize..20) {
            let rows = ranges(&text, columns);
            let joined: String = rows.iter().map(|(start, end)| &text[*start..*end]).collect();
            prop_assert_eq!(joined, text.replace('\n', ""));
            prop_assert!(rows.windows(2).all(|pair| pair[0].1 <= pair[1].0));
        }

        #[test]
        fn no_row_is_too_wide_and_no_letter_lost(text in any::<String>(), columns in 2_usize..40) {
            let clean = clean(&text);
            let rows = wrap_text(&clean, columns);
            for row in &rows {
                prop_assert!(width(row) <= columns, "{row:?}");
            }
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&rows.concat()), letters(&clean));
        }
    }
}
