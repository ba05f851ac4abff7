//! Anybody's HTML, into pieces. ammonia throws out what is dangerous, and what is left is read once
//! more against the same closed list; what neither knows is not spoken of again.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};
use campfire_proto::{Invalid, UserId, limits::MESSAGE_LENGTH};
use scraper::{Html, Node, node::Element};

use super::{
    control_character,
    flow::Flow,
    links, measure,
    piece::{Piece, Tag, is_block},
    too_long,
};

/// The closed list of tags that `html` may hold, each with its attributes. `a` always has all three
/// of its attributes, and `span` is a mention and nothing else.
pub const ALLOWED: &[(&str, &[&str])] = &[
    ("a", &["href", "rel", "target"]),
    ("abbr", &["title"]),
    ("b", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("cite", &[]),
    ("code", &["class"]),
    ("del", &[]),
    ("div", &[]),
    ("em", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("ins", &[]),
    ("kbd", &[]),
    ("li", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &["class"]),
    ("s", &[]),
    ("samp", &[]),
    ("small", &[]),
    ("span", &["class", "data-mention-id"]),
    ("strong", &[]),
    ("sub", &[]),
    ("sup", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
];

/// Elements that vanish with all they hold.
const VANISH: &[&str] = &[
    "applet", "area", "audio", "base", "basefont", "bgsound", "button", "canvas", "datalist",
    "embed", "frame", "frameset", "head", "iframe", "img", "input", "keygen", "link", "map",
    "math", "meta", "meter", "noembed", "noframes", "noscript", "object", "optgroup", "option",
    "output", "param", "picture", "portal", "progress", "script", "select", "source", "style",
    "svg", "template", "textarea", "title", "track", "video", "xml",
];

/// Elements that are not on the list, but whose text stands on lines of its own: without a `div` in
/// their place it would run into its neighbours.
const LINES: &[&str] = &[
    "address",
    "article",
    "aside",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "legend",
    "main",
    "nav",
    "search",
    "section",
    "summary",
    "tr",
];

/// Cells of a table are kept apart by a space.
const CELLS: &[&str] = &["td", "th"];

/// Without these around them, rows and cells would be gone before they can be told apart.
const TABLES: &[&str] = &["table", "tbody", "tfoot", "thead"];

/// Three for each character a message may have: text made of nothing but entities, and addresses.
const MOST_AMPERSANDS: usize = 3 * MESSAGE_LENGTH;

/// A title longer than this explains nothing any more.
const LONGEST_TITLE: usize = 200;

/// What ammonia lets through to [`read`], the elements that become lines included.
static AMMONIA: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let names = ALLOWED.iter().map(|(name, _)| *name);
    let others = [LINES, CELLS, TABLES].into_iter().flatten().copied();
    let mut builder = Builder::empty();
    builder
        .tags(names.chain(others).collect())
        .clean_content_tags(VANISH.iter().copied().collect())
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("abbr", HashSet::from(["title"])),
            ("code", HashSet::from(["class"])),
            ("ol", HashSet::from(["start"])),
            ("pre", HashSet::from(["class"])),
            ("span", HashSet::from(["data-mention-id"])),
        ]))
        .url_schemes(links::SCHEMES.iter().copied().collect())
        // A path without a host means something on our own site only, and there it could act.
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// HTML from anywhere.
pub(crate) fn foreign(html: &str) -> Result<Vec<Piece>, Invalid> {
    measure::check(html)?;
    pieces(html)
}

/// HTML that we made of Markdown ourselves: no more trusted, but no deeper than it should be.
pub(crate) fn pieces(html: &str) -> Result<Vec<Piece>, Invalid> {
    // ammonia's time grows with the square of these.
    if html.bytes().filter(|byte| *byte == b'&').count() > MOST_AMPERSANDS {
        return Err(too_long());
    }
    let clean = with_kept_newlines(AMMONIA.clean(html).to_string());
    let flow = read(&Html::parse_fragment(&clean));
    if flow.holds_control() { Err(control_character()) } else { Ok(flow.finish()) }
}

/// Says the newline once more that begins a `<pre>`: ammonia has heard it, and writes it only once,
/// but everyone who reads it forgets one.
fn with_kept_newlines(html: String) -> String {
    if !html.contains("<pre") {
        return html;
    }
    let mut kept = String::with_capacity(html.len() + 16);
    let mut rest = &html[..];
    while let Some(end) = rest.find("<pre").and_then(|at| Some(at + rest[at..].find('>')? + 1)) {
        kept.push_str(&rest[..end]);
        kept.push('\n');
        rest = &rest[end..];
    }
    kept + rest
}

/// What an element has turned into, to be undone where it ends.
enum Entered {
    Written,
    Line,
    Naming(UserId),
    Nothing,
}

/// Walks the tree by its links rather than by recursion: how deep it is, is the sender's choice.
fn read(html: &Html) -> Flow {
    let mut flow = Flow::default();
    let mut entered = Vec::new();
    // The text of a mention under way. It takes no elements in.
    let mut naming: Option<String> = None;
    let mut node = html.tree.root();
    loop {
        match node.value() {
            Node::Text(text) => match &mut naming {
                Some(name) => name.push_str(text),
                None => flow.text(text),
            },
            Node::Element(_) if naming.is_some() => entered.push(Entered::Nothing),
            Node::Element(element) => {
                let step = enter(&mut flow, element);
                if matches!(step, Entered::Naming(_)) {
                    naming = Some(String::new());
                }
                entered.push(step);
            }
            _ => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if node.value().is_element() {
                match entered.pop() {
                    Some(Entered::Written) => flow.close(),
                    Some(Entered::Line) => flow.new_line(),
                    Some(Entered::Naming(id)) => flow.named(id, &naming.take().unwrap_or_default()),
                    Some(Entered::Nothing) | None => {}
                }
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return flow };
            node = parent;
        }
    }
}

fn enter(flow: &mut Flow, element: &Element) -> Entered {
    let name = element.name();
    if CELLS.contains(&name) {
        flow.text(" ");
        return Entered::Nothing;
    }
    if LINES.contains(&name) {
        return open(flow, Tag::bare("div"), Entered::Line);
    }
    let Some((name, _)) = ALLOWED.iter().find(|(allowed, _)| *allowed == name) else {
        return Entered::Nothing;
    };
    match *name {
        "br" => flow.line_break(),
        "hr" => flow.rule(),
        "span" => {
            let id = element.attr("data-mention-id").and_then(|id| id.parse().ok());
            if let Some(id) = id.filter(|_| !flow.is_verbatim()) {
                return Entered::Naming(UserId(id));
            }
        }
        "a" => {
            if let Some(href) = element.attr("href").and_then(links::safe_href) {
                return open(flow, Tag::link(href), Entered::Nothing);
            }
        }
        name => {
            let otherwise = if is_block(name) { Entered::Line } else { Entered::Nothing };
            return open(flow, Tag { name, attribute: attribute(name, element) }, otherwise);
        }
    }
    Entered::Nothing
}

fn open(flow: &mut Flow, tag: Tag, otherwise: Entered) -> Entered {
    if flow.open(tag) { Entered::Written } else { otherwise }
}

fn attribute(name: &str, element: &Element) -> Option<(&'static str, String)> {
    match name {
        "abbr" => {
            let title: String = element.attr("title")?.chars().take(LONGEST_TITLE).collect();
            (!title.chars().any(char::is_control)).then_some(("title", title))
        }
        "code" | "pre" => language(element.attr("class")?).map(|class| ("class", class)),
        "ol" => {
            let start: i32 = element.attr("start")?.trim().parse().ok()?;
            Some(("start", start.to_string()))
        }
        _ => None,
    }
}

/// The language a piece of code is written in; `language-rust,ignore` is Rust.
fn language(class: &str) -> Option<String> {
    let name = class.split_ascii_whitespace().find_map(|one| one.strip_prefix("language-"))?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    let end = name.find(|c| !fits(c)).unwrap_or(name.len());
    (1..=32).contains(&end).then(|| format!("language-{}", &name[..end]))
}
