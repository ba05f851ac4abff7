//! Writes the HTML that every client is given. No other place writes a tag.

use super::piece::{Piece, Tag};

pub(crate) fn write(pieces: &[Piece]) -> String {
    let mut html = String::with_capacity(64 + 32 * pieces.len());
    let mut opens_pre = false;
    for piece in pieces {
        let after_pre = std::mem::take(&mut opens_pre);
        match piece {
            Piece::Open(tag) => {
                opens_pre = tag.name == "pre";
                open(&mut html, tag);
            }
            Piece::Close(name) => {
                html.push_str("</");
                html.push_str(name);
                html.push('>');
            }
            Piece::Break => html.push_str("<br>"),
            Piece::Rule => html.push_str("<hr>"),
            Piece::Text(text) | Piece::Named { text, .. } => {
                // Whoever reads a `<pre>` forgets a newline right behind it, so that one is said twice.
                if after_pre && text.starts_with('\n') {
                    html.push('\n');
                }
                escape(&mut html, text);
            }
            Piece::Mention { id, name } => {
                html.push_str("<span class=\"mention\" data-mention-id=\"");
                html.push_str(&id.to_string());
                html.push_str("\">@");
                escape(&mut html, name);
                html.push_str("</span>");
            }
        }
    }
    html
}

fn open(html: &mut String, tag: &Tag) {
    html.push('<');
    html.push_str(tag.name);
    if let Some((name, value)) = &tag.attribute {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape(html, value);
        html.push('"');
    }
    if tag.name == "a" {
        html.push_str(" rel=\"noopener noreferrer nofollow\" target=\"_blank\"");
    }
    html.push('>');
}

/// Escapes text and attributes alike: one rule is easier to trust than two.
fn escape(html: &mut String, text: &str) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let escaped = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\u{a0}' => "&nbsp;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(escaped);
        from = at + c.len_utf8();
    }
    html.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use campfire_proto::UserId;

    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_mention() {
        let mention = Piece::Mention { id: UserId(7), name: "<b>\"x\"&'".to_owned() };
        assert_eq!(
            write(&[mention]),
            "<span class=\"mention\" data-mention-id=\"7\">@&lt;b&gt;&quot;x&quot;&amp;'</span>"
        );
    }

    #[test]
    fn an_address_cannot_break_out_of_its_link() {
        let link = [Piece::Open(Tag::link("http://x/\"><script>".to_owned())), Piece::Close("a")];
        assert_eq!(
            write(&link),
            "<a href=\"http://x/&quot;&gt;&lt;script&gt;\" \
             rel=\"noopener noreferrer nofollow\" target=\"_blank\"></a>"
        );
    }
}
