//! Pieces of HTML and Markdown, as plain text: what search finds, a push shows and a bot hears.

use super::piece::{Piece, Tag, is_block};

/// A block that is still open, and its text so far.
struct Block {
    name: &'static str,
    text: String,
    /// The number of the next item, in an ordered list.
    number: i64,
}

impl Block {
    fn new(tag: &Tag) -> Self {
        let start = tag.attribute.as_ref().filter(|(name, _)| *name == "start");
        let number = start.and_then(|(_, start)| start.parse().ok()).unwrap_or(1);
        Self { name: tag.name, text: String::new(), number }
    }

    /// Ends the line that inline text may have left open.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

pub(crate) fn read(pieces: &[Piece]) -> String {
    let mut blocks = Vec::new();
    let mut block = Block::new(&Tag::bare("div"));
    for piece in pieces {
        match piece {
            Piece::Open(tag) if is_block(tag.name) => {
                blocks.push(std::mem::replace(&mut block, Block::new(tag)));
            }
            Piece::Close(name) if is_block(name) => {
                if let Some(outer) = blocks.pop() {
                    let inner = std::mem::replace(&mut block, outer);
                    let nested =
                        block.name == "li" || blocks.iter().any(|outer| outer.name == "li");
                    add(&mut block, &inner, nested);
                }
            }
            Piece::Open(_) | Piece::Close(_) => {}
            Piece::Break => block.text.push('\n'),
            Piece::Rule => block.end_line(),
            // A space that only keeps its place in HTML is an ordinary space in text.
            Piece::Text(text) | Piece::Named { text, .. } => {
                block.text.extend(text.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }));
            }
            Piece::Mention { name, .. } => {
                block.text.push('@');
                block.text.push_str(name);
            }
        }
    }
    block.text.trim_end_matches('\n').to_owned()
}

fn add(outer: &mut Block, inner: &Block, nested: bool) {
    if inner.text.is_empty() {
        return;
    }
    let text = inner.text.trim_end_matches('\n');
    outer.end_line();
    let (before, after) = match inner.name {
        "li" if outer.name == "ol" => {
            outer.number += 1;
            (format!("{}. ", outer.number - 1), "\n")
        }
        "li" => ("• ".to_owned(), "\n"),
        "ul" | "ol" if nested => {
            for line in text.lines() {
                outer.text.extend(["  ", line, "\n"]);
            }
            return;
        }
        "blockquote" => ("“".to_owned(), "”\n\n"),
        "div" => (String::new(), "\n"),
        _ => (String::new(), "\n\n"),
    };
    outer.text.extend([&before, text, after]);
}
