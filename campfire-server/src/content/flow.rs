//! Lays pieces down in an order that a browser, or we ourselves, would read back the same: white
//! space as it shows, no element where it would move its neighbours, nothing open at the end.
//!
//! What comes in is a tree that some parser made of anybody's HTML. What goes out is a fixed point:
//! written, sanitised and written again it doesn't change, so no second reader can see another tree.

use campfire_proto::UserId;

use super::{
    characters,
    piece::{Piece, Tag, is_block, is_heading, is_verbatim},
};

#[derive(Default)]
pub(crate) struct Flow {
    pieces: Vec<Piece>,
    open: Vec<&'static str>,
    /// Whether something stands on this line already.
    line_started: bool,
    /// Whether the last thing laid down was a space.
    after_space: bool,
    holds_control: bool,
}

impl Flow {
    /// Opens an element, unless it can't stand here. Says whether it must be closed.
    pub(crate) fn open(&mut self, tag: Tag) -> bool {
        let fits = self.fits(tag.name);
        if is_block(tag.name) {
            if fits { self.end_line() } else { self.new_line() }
        }
        if fits {
            self.open.push(tag.name);
            self.pieces.push(Piece::Open(tag));
        }
        fits
    }

    /// Closes the innermost open element.
    pub(crate) fn close(&mut self) {
        let Some(&name) = self.open.last() else { return };
        if is_block(name) {
            self.end_line();
        }
        self.open.pop();
        self.pieces.push(Piece::Close(name));
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.holds_control |= text.chars().any(|c| characters::is_forbidden(c) && c != '\r');
        if !matches!(self.pieces.last(), Some(Piece::Text(_))) {
            self.pieces.push(Piece::Text(String::new()));
        }
        let preformatted = self.is_preformatted();
        let Some(Piece::Text(line)) = self.pieces.last_mut() else { return };
        if preformatted {
            line.push_str(&characters::with_plain_newlines(text));
            return;
        }
        for c in text.chars() {
            let is_space = c.is_ascii_whitespace();
            if !is_space {
                line.push(c);
                self.line_started = true;
            } else if self.line_started && !self.after_space {
                line.push(' ');
            }
            self.after_space = is_space;
        }
    }

    /// Names someone. Text that only a parser can see stands for `<@id>`, so that it is never lost.
    pub(crate) fn named(&mut self, id: UserId, text: &str) {
        self.holds_control |= text.chars().any(|c| characters::is_forbidden(c) && c != '\r');
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        let text = if words.is_empty() { format!("<@{id}>") } else { words.join(" ") };
        self.pieces.push(Piece::Named { id, text });
        self.line_started = true;
        self.after_space = false;
    }

    pub(crate) fn line_break(&mut self) {
        self.end_line();
        self.pieces.push(Piece::Break);
    }

    pub(crate) fn rule(&mut self) {
        if self.open.contains(&"p") {
            return self.new_line();
        }
        self.end_line();
        self.pieces.push(Piece::Rule);
    }

    /// Goes to a new line, unless one has just begun.
    pub(crate) fn new_line(&mut self) {
        if self.line_started {
            self.line_break();
        }
    }

    /// Whether text here means itself.
    pub(crate) fn is_verbatim(&self) -> bool {
        self.open.iter().any(|name| is_verbatim(name))
    }

    pub(crate) fn holds_control(&self) -> bool {
        self.holds_control
    }

    /// All of it, inside one `<div>`.
    pub(crate) fn finish(mut self) -> Vec<Piece> {
        self.end_line();
        while !self.open.is_empty() {
            self.close();
        }
        in_one_div(settle(self.pieces))
    }

    /// What an HTML parser would take as a reason to close or to move something else.
    fn fits(&self, name: &str) -> bool {
        let inside = |outer| self.open.contains(&outer);
        match name {
            "a" => !inside("a"),
            "li" => {
                let around = self.open.iter().rev().find(|n| matches!(**n, "li" | "ul" | "ol"));
                around != Some(&"li") && !inside("p")
            }
            name if is_heading(name) => !self.open.iter().any(|n| is_heading(n)) && !inside("p"),
            name => !is_block(name) || !inside("p"),
        }
    }

    fn is_preformatted(&self) -> bool {
        self.open.contains(&"pre")
    }

    /// A space at the end of a line doesn't show, and is taken back.
    fn end_line(&mut self) {
        self.line_started = false;
        self.after_space = false;
        if self.is_preformatted() {
            return;
        }
        for piece in self.pieces.iter_mut().rev() {
            match piece {
                Piece::Text(line) => {
                    if line.ends_with(' ') {
                        line.pop();
                    }
                    if !line.is_empty() {
                        return;
                    }
                }
                Piece::Open(Tag { name, .. }) | Piece::Close(name) if !is_block(name) => {}
                _ => return,
            }
        }
    }
}

/// Joins neighbouring text, and drops what holds nothing.
pub(crate) fn settle(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut settled: Vec<Piece> = Vec::with_capacity(pieces.len() + 2);
    for piece in pieces {
        match (settled.last_mut(), piece) {
            (_, Piece::Text(text)) if text.is_empty() => {}
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (Some(Piece::Open(tag)), Piece::Close(name)) if tag.name == name && !is_block(name) => {
                settled.pop();
            }
            (_, piece) => settled.push(piece),
        }
    }
    settled
}

fn in_one_div(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if !is_one_div(&pieces) {
        pieces.insert(0, Piece::Open(Tag::bare("div")));
        pieces.push(Piece::Close("div"));
    }
    pieces
}

fn is_one_div(pieces: &[Piece]) -> bool {
    if !matches!(pieces.first(), Some(Piece::Open(tag)) if tag.name == "div") {
        return false;
    }
    let mut depth = 0;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) => depth += 1,
            Piece::Close(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1 == pieces.len();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::html;

    /// Opens these inside one another, each with a letter behind it, and writes what became of them.
    fn nested(names: &[&'static str]) -> String {
        let mut flow = Flow::default();
        let mut written = Vec::new();
        for (name, letter) in names.iter().zip(["a", "b", "c", "d"]) {
            written.push(flow.open(Tag::bare(name)));
            flow.text(letter);
        }
        for was_written in written.into_iter().rev() {
            if was_written {
                flow.close();
            }
        }
        html::write(&flow.finish())
    }

    #[test]
    fn what_a_parser_would_move_is_not_opened() {
        for (names, expected) in [
            (&["p", "div"][..], "<div><p>a<br>b</p></div>"),
            (&["p", "b", "ul", "li"], "<div><p>a<b>b<br>c<br>d</b></p></div>"),
            (&["h1", "i", "h2"], "<div><h1>a<i>b<br>c</i></h1></div>"),
            (&["ul", "li", "i", "li"], "<div><ul>a<li>b<i>c<br>d</i></li></ul></div>"),
            (&["ul", "li", "ol", "li"], "<div><ul>a<li>b<ol>c<li>d</li></ol></li></ul></div>"),
            (&["b", "div", "b"], "<div><b>a<div>b<b>c</b></div></b></div>"),
        ] {
            assert_eq!(nested(names), expected, "{names:?}");
        }
        let link = nested(&["a", "b", "a"]);
        assert_eq!(link.matches("<a").count(), 1, "{link}");
    }

    #[test]
    fn everything_is_closed_in_the_end() {
        let mut flow = Flow::default();
        for name in ["ul", "li", "b"] {
            flow.open(Tag::bare(name));
        }
        flow.text("x");
        assert_eq!(html::write(&flow.finish()), "<div><ul><li><b>x</b></li></ul></div>");
    }
}
