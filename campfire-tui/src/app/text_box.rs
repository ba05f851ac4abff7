//! Text while it is written: a caret, undo, and a place for what was deleted last. It moves by what
//! people call a character.

use unicode_segmentation::UnicodeSegmentation;

/// Steps that can be undone; more is kept by nobody.
const STEPS: usize = 200;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextBox {
    text: String,
    /// In bytes, always between two characters.
    caret: usize,
    undo: Vec<(String, usize)>,
    redo: Vec<(String, usize)>,
    killed: String,
    /// Letters that are typed one after the other are undone together.
    typing: bool,
}

impl TextBox {
    pub fn with(text: &str) -> Self {
        Self { text: text.to_owned(), caret: text.len(), ..Self::default() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn before(&self) -> &str {
        &self.text[..self.caret]
    }

    fn after(&self) -> &str {
        &self.text[self.caret..]
    }

    /// Another text in its place, as one step.
    pub fn replace(&mut self, text: &str) {
        self.step();
        text.clone_into(&mut self.text);
        self.caret = self.text.len();
    }

    /// Types a letter, or what came as one.
    pub fn insert(&mut self, typed: &str) {
        let letter = typed.chars().count() == 1 && typed != "\n" && typed != " ";
        if !(letter && self.typing) {
            self.step();
        }
        self.redo.clear();
        self.typing = letter;
        self.text.insert_str(self.caret, typed);
        self.caret += typed.len();
        self.settle();
    }

    /// Puts a text in place of the last bytes before the caret.
    pub fn complete(&mut self, bytes: usize, with: &str) {
        self.step();
        let start = self.caret.saturating_sub(bytes);
        self.text.replace_range(start..self.caret, with);
        self.caret = start + with.len();
        self.settle();
    }

    pub fn backspace(&mut self) {
        let start = self.previous();
        self.remove(start, self.caret, false);
    }

    pub fn delete(&mut self) {
        self.remove(self.caret, self.next(), false);
    }

    pub fn delete_word(&mut self) {
        self.remove(self.word_start(), self.caret, true);
    }

    pub fn delete_next_word(&mut self) {
        self.remove(self.caret, self.word_end(), true);
    }

    pub fn delete_to_start(&mut self) {
        self.remove(self.line_start(), self.caret, true);
    }

    pub fn delete_to_end(&mut self) {
        let end = self.line_end();
        // At a line's end it is the line break that goes.
        let end = if end == self.caret { self.next() } else { end };
        self.remove(self.caret, end, true);
    }

    pub fn yank(&mut self) {
        let killed = self.killed.clone();
        if !killed.is_empty() {
            self.typing = false;
            self.insert(&killed);
        }
    }

    pub fn undo(&mut self) {
        if let Some((text, caret)) = self.undo.pop() {
            self.redo.push((std::mem::replace(&mut self.text, text), self.caret));
            self.caret = caret;
            self.typing = false;
        }
    }

    pub fn redo(&mut self) {
        if let Some((text, caret)) = self.redo.pop() {
            self.undo.push((std::mem::replace(&mut self.text, text), self.caret));
            self.caret = caret;
            self.typing = false;
        }
    }

    pub fn left(&mut self) {
        self.go(self.previous());
    }

    pub fn right(&mut self) {
        self.go(self.next());
    }

    pub fn word_left(&mut self) {
        self.go(self.word_start());
    }

    pub fn word_right(&mut self) {
        self.go(self.word_end());
    }

    pub fn to_line_start(&mut self) {
        self.go(self.line_start());
    }

    pub fn to_line_end(&mut self) {
        self.go(self.line_end());
    }

    /// False on the first line, where there is no way up.
    pub fn up(&mut self) -> bool {
        let start = self.line_start();
        let Some(above) = start.checked_sub(1) else { return false };
        let column = self.text[start..self.caret].graphemes(true).count();
        let above_start = self.text[..above].rfind('\n').map_or(0, |at| at + 1);
        self.go(self.column(above_start, above, column));
        true
    }

    /// False on the last line.
    pub fn down(&mut self) -> bool {
        let column = self.text[self.line_start()..self.caret].graphemes(true).count();
        let end = self.line_end();
        if end == self.text.len() {
            return false;
        }
        let below_end = self.text[end + 1..].find('\n').map_or(self.text.len(), |at| end + 1 + at);
        self.go(self.column(end + 1, below_end, column));
        true
    }

    /// The place so many characters into a line.
    fn column(&self, start: usize, end: usize, column: usize) -> usize {
        let line = self.text[start..end].grapheme_indices(true);
        line.map(|(at, _)| start + at).nth(column).unwrap_or(end)
    }

    /// Words can end inside a character, between two halves of flags for one: then it goes past it.
    fn go(&mut self, to: usize) {
        let back = to < self.caret;
        self.caret = to;
        self.typing = false;
        if back {
            let starts = self.text.grapheme_indices(true).map(|(at, _)| at);
            self.caret = starts.take_while(|at| *at <= to).last().unwrap_or(0);
        } else {
            self.settle();
        }
    }

    fn step(&mut self) {
        self.typing = false;
        self.redo.clear();
        self.undo.push((self.text.clone(), self.caret));
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
    }

    fn remove(&mut self, start: usize, end: usize, keep: bool) {
        if start >= end {
            return;
        }
        self.step();
        let removed: String = self.text.drain(start..end).collect();
        self.caret = start;
        if keep {
            self.killed = removed;
        }
        self.settle();
    }

    /// What was typed or removed may have joined two characters into one: the caret never stands
    /// inside.
    fn settle(&mut self) {
        let caret = self.caret;
        let mut ends = self.text.grapheme_indices(true).map(|(at, it)| at + it.len());
        if caret > 0 {
            self.caret = ends.find(|end| *end >= caret).unwrap_or(self.text.len());
        }
    }

    fn previous(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        self.caret + self.after().graphemes(true).next().map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let mut words = self.before().split_word_bound_indices();
        words.rfind(|(_, word)| is_word(word)).map_or(0, |(at, _)| at)
    }

    fn word_end(&self) -> usize {
        let mut words = self.after().split_word_bound_indices();
        let word = words.find(|(_, word)| is_word(word));
        word.map_or(self.text.len(), |(at, word)| self.caret + at + word.len())
    }

    fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.after().find('\n').map_or(self.text.len(), |at| self.caret + at)
    }
}

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_character_is_what_people_call_one() {
        let mut text = TextBox::with("a👩‍💻🇩🇪");

        text.backspace();
        assert_eq!(text.text(), "a👩‍💻");
        text.left();
        text.left();
        text.delete();
        assert_eq!(text.text(), "👩‍💻");
    }

    #[test]
    fn words_and_lines_can_be_deleted_and_put_back() {
        let mut text = TextBox::with("one two three");

        text.delete_word();
        assert_eq!(text.text(), "one two ");
        text.to_line_start();
        text.yank();
        assert_eq!(text.text(), "threeone two ");
        text.delete_to_end();
        assert_eq!(text.text(), "three");
        text.delete_to_start();
        assert_eq!(text.text(), "");
    }

    #[test]
    fn what_was_typed_in_a_row_is_undone_together() {
        let mut text = TextBox::default();
        for letter in ["h", "e", "y", " ", "y", "o", "u"] {
            text.insert(letter);
        }

        text.undo();
        assert_eq!(text.text(), "hey ");
        text.undo();
        text.undo();
        assert_eq!(text.text(), "");
        text.redo();
        assert_eq!(text.text(), "hey");
    }

    #[test]
    fn up_and_down_keep_the_column() {
        let mut text = TextBox::with("first line\nab\nthird line");

        assert!(text.up());
        assert_eq!(text.before(), "first line\nab");
        assert!(text.up());
        assert_eq!(text.before(), "fi");
        assert!(!text.up());
        assert!(text.down() && text.down() && !text.down());
    }

    proptest! {
        #[test]
        fn the_caret_never_stands_inside_a_character(
            deeds in prop::collection::vec((0_u8..16, "\\PC{0,3}|\n|\u{301}|🇩|\u{200d}"), 0..60)
        ) {
            let mut text = TextBox::default();
            for (deed, typed) in deeds {
                match deed {
                    0 => text.backspace(),
                    1 => text.delete(),
                    2 => text.left(),
                    3 => text.right(),
                    4 => text.word_left(),
                    5 => text.word_right(),
                    6 => drop(text.up()),
                    7 => drop(text.down()),
                    8 => text.delete_word(),
                    9 => text.delete_to_end(),
                    10 => text.undo(),
                    11 => text.redo(),
                    12 => text.yank(),
                    _ => text.insert(&typed),
                }
                let whole = text.before().graphemes(true).count()
                    + text.after().graphemes(true).count();
                prop_assert_eq!(whole, text.text().graphemes(true).count());
            }
        }
    }
}
