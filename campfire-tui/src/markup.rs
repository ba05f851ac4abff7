//! A message's HTML, which the server has made safe, as blocks and spans that a terminal can show.
//! How they look lives in `page`.

use campfire_proto::UserId;
use ratatui::style::Modifier;
use scraper::{ElementRef, Html, Node, node::Element};

use crate::{link_mark, text};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Text(Vec<Span>),
    Heading(Vec<Span>),
    Quote(Vec<Block>),
    Code(String),
    /// One point of a list, with what stands before it.
    Item(String, Vec<Block>),
    Rule,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub ink: Ink,
    /// Where it leads, if a terminal may know.
    pub link: Option<String>,
}

impl Span {
    fn plain(text: String) -> Self {
        Self { text, ink: Ink::default(), link: None }
    }
}

/// How a span differs from the text around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    pub modifier: Modifier,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Plain,
    Code,
    Link,
    Mention(UserId),
}

/// Nesting deeper than this is shown flat: whoever wrote it had something else in mind.
const DEEPEST: usize = 12;
/// Elements in each other, of whatever kind, deeper than this are their text alone: each costs stack.
const DEEPEST_ELEMENT: usize = 64;

/// Reads what the server calls safe HTML, and survives what it doesn't.
pub fn blocks(html: &str) -> Vec<Block> {
    if !html.contains(['<', '&']) {
        return vec![Block::Text(vec![Span::plain(text::clean(html))])];
    }
    let tree = Html::parse_fragment(html);
    let mut reader = Reader::default();
    reader.children(tree.root_element(), Ink::default(), 0);
    reader.finish()
}

#[derive(Default)]
struct Reader {
    done: Vec<Block>,
    line: Vec<Span>,
    /// Elements that are open.
    open: usize,
    /// Where the link that is being read leads.
    link: Option<String>,
}

impl Reader {
    fn finish(mut self) -> Vec<Block> {
        self.end_line();
        self.done
    }

    /// Text that has gathered becomes a block of its own.
    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        if line.iter().any(|span| !span.text.trim().is_empty()) {
            self.done.push(Block::Text(line));
        }
    }

    fn children(&mut self, parent: ElementRef<'_>, ink: Ink, depth: usize) {
        if self.open >= DEEPEST_ELEMENT {
            return parent.text().for_each(|said| self.say(said, ink));
        }
        self.open += 1;
        self.each_child(parent, ink, depth);
        self.open -= 1;
    }

    fn each_child(&mut self, parent: ElementRef<'_>, ink: Ink, depth: usize) {
        let mut number: usize =
            parent.value().attr("start").and_then(|it| it.parse().ok()).unwrap_or(1);
        for child in parent.children() {
            match child.value() {
                Node::Text(said) => self.say(said, ink),
                Node::Element(element) => {
                    let Some(inside) = ElementRef::wrap(child) else { continue };
                    if element.name() == "li" {
                        let ordered = parent.value().name() == "ol";
                        let marker =
                            if ordered { format!("{number}. ") } else { "• ".to_owned() };
                        number = number.saturating_add(1);
                        self.nest(inside, ink, depth, |blocks| Block::Item(marker, blocks));
                    } else {
                        self.element(element, inside, ink, depth);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: &Element, inside: ElementRef<'_>, ink: Ink, depth: usize) {
        let with = |modifier| Ink { modifier: ink.modifier | modifier, ..ink };
        match element.name() {
            "br" => self.line.push(Span { ink, ..Span::plain("\n".to_owned()) }),
            "hr" => {
                self.end_line();
                self.done.push(Block::Rule);
            }
            "pre" => {
                self.end_line();
                let code: String = inside.text().collect();
                self.done.push(Block::Code(text::clean(code.trim_end_matches('\n'))));
            }
            "blockquote" => self.nest(inside, ink, depth, Block::Quote),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.nest(inside, ink, depth, |blocks| Block::Heading(flat(blocks)));
            }
            "p" | "div" | "ul" | "ol" => {
                self.end_line();
                self.children(inside, ink, depth);
                self.end_line();
            }
            "b" | "strong" => self.children(inside, with(Modifier::BOLD), depth),
            "i" | "em" | "cite" | "var" => self.children(inside, with(Modifier::ITALIC), depth),
            "s" | "del" => self.children(inside, with(Modifier::CROSSED_OUT), depth),
            "u" | "ins" => self.children(inside, with(Modifier::UNDERLINED), depth),
            "code" | "kbd" | "samp" => {
                self.children(inside, Ink { kind: Kind::Code, ..ink }, depth);
            }
            "a" => {
                let url = element.attr("href").and_then(link_mark::fit_for_terminal);
                let before = std::mem::replace(&mut self.link, url.map(str::to_owned));
                self.children(inside, Ink { kind: Kind::Link, ..ink }, depth);
                self.link = before;
            }
            "span" => {
                let whom = element.attr("data-mention-id").and_then(|id| id.parse().ok());
                let kind = whom.map_or(ink.kind, Kind::Mention);
                self.children(inside, Ink { kind, ..ink }, depth);
            }
            _ => self.children(inside, ink, depth),
        }
    }

    fn nest(
        &mut self,
        inside: ElementRef<'_>,
        ink: Ink,
        depth: usize,
        wrap: impl FnOnce(Vec<Block>) -> Block,
    ) {
        self.end_line();
        if depth >= DEEPEST {
            self.children(inside, ink, depth);
            return self.end_line();
        }
        let mut reader = Self { link: self.link.clone(), open: self.open, ..Self::default() };
        reader.children(inside, ink, depth + 1);
        let blocks = reader.finish();
        if !blocks.is_empty() {
            self.done.push(wrap(blocks));
        }
    }

    /// Outside `pre`, white space is one space, as it is in a browser.
    fn say(&mut self, said: &str, ink: Ink) {
        let starts_line = self.line.last().is_none_or(|span| span.text.ends_with(['\n', ' ']));
        let mut text = String::with_capacity(said.len());
        for c in text::clean(said).chars() {
            let blank = c == '\n' || c == ' ';
            if !blank {
                text.push(c);
            } else if !(text.ends_with(' ') || text.is_empty() && starts_line) {
                text.push(' ');
            }
        }
        if !text.is_empty() {
            self.line.push(Span { text, ink, link: self.link.clone() });
        }
    }
}

fn flat(blocks: Vec<Block>) -> Vec<Span> {
    let mut spans = Vec::new();
    for block in blocks {
        match block {
            Block::Text(inside) | Block::Heading(inside) => spans.extend(inside),
            Block::Quote(inside) | Block::Item(_, inside) => spans.extend(flat(inside)),
            Block::Code(text) => spans.push(Span::plain(text)),
            Block::Rule => {}
        }
    }
    spans
}

/// The blocks as Markdown that the server would read as the same: for editing in a terminal what was
/// written in a browser.
pub fn markdown(blocks: &[Block]) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        parts.push(match block {
            Block::Text(spans) => spans.iter().map(span_markdown).collect(),
            Block::Heading(spans) => {
                format!("## {}", spans.iter().map(|span| span.text.as_str()).collect::<String>())
            }
            Block::Quote(inside) => prefixed(&markdown(inside), "> ", "> "),
            Block::Item(marker, inside) => {
                let marker = if marker.starts_with('•') { "- " } else { marker };
                prefixed(&markdown(inside), marker, &" ".repeat(marker.len()))
            }
            Block::Code(code) => format!("```\n{code}\n```"),
            Block::Rule => "---".to_owned(),
        });
    }
    parts.join("\n")
}

fn span_markdown(span: &Span) -> String {
    let text = &span.text;
    let has = |modifier| span.ink.modifier.contains(modifier);
    match span.ink.kind {
        Kind::Code => format!("`{text}`"),
        Kind::Mention(person) => format!("<@{person}>"),
        Kind::Plain | Kind::Link if has(Modifier::BOLD) => format!("**{text}**"),
        Kind::Plain | Kind::Link if has(Modifier::ITALIC) => format!("*{text}*"),
        Kind::Plain | Kind::Link if has(Modifier::CROSSED_OUT) => format!("~~{text}~~"),
        Kind::Plain | Kind::Link => text.clone(),
    }
}

fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(at, line)| format!("{}{line}", if at == 0 { first } else { rest }));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str) -> Span {
        Span::plain(text.to_owned())
    }

    #[test]
    fn paragraphs_quotes_and_code_are_told_apart() {
        let html = "<blockquote>Ada said</blockquote><div>Hello <strong>you</strong></div>\
                    <pre><code>fn a() {\n    b\n}</code></pre>";

        let found = blocks(html);

        let bold = Ink { modifier: Modifier::BOLD, kind: Kind::Plain };
        assert_eq!(
            found,
            [
                Block::Quote(vec![Block::Text(vec![plain("Ada said")])]),
                Block::Text(vec![plain("Hello "), Span { ink: bold, ..plain("you") }]),
                Block::Code("fn a() {\n    b\n}".to_owned()),
            ]
        );
    }

    #[test]
    fn a_mention_knows_whom_it_names() {
        let found = blocks(r#"<div><span class="mention" data-mention-id="12">@Ada</span></div>"#);

        let ink = Ink { kind: Kind::Mention(UserId(12)), ..Ink::default() };
        assert_eq!(found, [Block::Text(vec![Span { ink, ..plain("@Ada") }])]);
    }

    #[test]
    fn a_link_knows_where_it_leads_as_far_as_a_terminal_may() {
        for (href, leads) in [("https://a.example/", true), ("javascript:alert(1)", false)] {
            let found = blocks(&format!(r#"<div>see <a href="{href}">this</a>.</div>"#));

            let this = Span {
                ink: Ink { kind: Kind::Link, ..Ink::default() },
                link: leads.then(|| href.to_owned()),
                ..plain("this")
            };
            assert_eq!(found, [Block::Text(vec![plain("see "), this, plain(".")])]);
        }
    }

    #[test]
    fn lists_are_numbered_and_nest() {
        let found = blocks("<ol start=\"3\"><li>a</li><li>b<ul><li>c</li></ul></li></ol>");

        assert_eq!(markdown(&found), "3. a\n4. b\n   - c");
    }

    #[test]
    fn thousands_of_elements_in_each_other_end_somewhere() {
        for tag in ["blockquote", "div", "li", "strong", "a"] {
            let html = format!(
                "{}deep{}",
                format!("<{tag}>").repeat(2000),
                format!("</{tag}>").repeat(2000)
            );
            assert!(markdown(&blocks(&html)).contains("deep"), "{tag}");
        }
    }

    proptest! {
        #[test]
        fn no_html_is_too_strange(html in "(<[a-z]{1,4}>|</[a-z]{1,4}>|[a-z &;\n]|\\PC){0,60}") {
            let found = blocks(&html);
            let _ = markdown(&found);
        }
    }
}
