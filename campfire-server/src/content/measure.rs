//! Looks at how HTML is built before anyone builds it. An HTML parser takes time in proportion to
//! length times depth, and can be made to copy what is open over and over: 10 KB are enough for a
//! million elements. So it is parsed in small bites, and we stop at the first that grows too much.

use campfire_proto::{Invalid, limits::MESSAGE_LENGTH};
use html5ever::{
    ParseOpts, QualName,
    driver::parse_fragment,
    local_name, ns,
    tendril::{StrTendril, TendrilSink},
};
use scraper::{Html, HtmlTreeSink};

/// Far beyond what people write, and little for a parser.
pub(crate) const DEEPEST: usize = 100;
/// HTML with fewer tags and bytes than these can do no harm.
const FEW_TAGS: usize = 100;
const FEW_BYTES: usize = 8 * 1024;
const BITE_BYTES: usize = 256;
/// Elements that a parser may make beyond the two nodes, itself and its text, that a tag is worth.
const SPARE_NODES: usize = 2_000;
/// Each attribute of a tag is compared with all before it, so a tag must end at some point. Text
/// counts too until the next tag: no message has more words than this.
const MOST_WORDS: usize = MESSAGE_LENGTH;

pub(crate) fn check(html: &str) -> Result<(), Invalid> {
    let tags = html.bytes().filter(|byte| *byte == b'<').count();
    if tags <= FEW_TAGS && html.len() <= FEW_BYTES {
        return Ok(());
    }
    let most_nodes = 2 * tags + SPARE_NODES;
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let sink = HtmlTreeSink::new(Html::new_fragment());
    let mut parser = parse_fragment(sink, ParseOpts::default(), body, Vec::new(), false);
    let (mut nodes, mut words) = (0, 0);
    for bite in bites(html) {
        parser.process(StrTendril::from(bite));
        let tree = &parser.tokenizer.sink.sink.0.borrow().tree;
        let nodes_now = tree.values().len();
        words = if nodes_now == nodes { words + count_words(bite) } else { 0 };
        nodes = nodes_now;
        let depth =
            tree.nodes().next_back().map_or(0, |last| last.ancestors().take(DEEPEST + 3).count());
        // Above the sender's elements are the document and its `html`.
        if depth > DEEPEST + 2 || nodes > most_nodes || words > MOST_WORDS {
            return Err(too_deep());
        }
    }
    Ok(())
}

pub(crate) fn too_deep() -> Invalid {
    super::refused(
        "Content's markup can't be nested more than 100 levels deep, or repeat itself endlessly",
    )
}

fn bites(mut html: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (bite, rest) = html.split_at(html.floor_char_boundary(BITE_BYTES));
        html = rest;
        (!bite.is_empty()).then_some(bite)
    })
}

/// Whatever could be the name of an attribute.
fn count_words(bite: &str) -> usize {
    bite.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\''))
        .filter(|word| !word.is_empty())
        .count()
}
