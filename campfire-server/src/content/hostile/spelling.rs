//! A second opinion on the HTML that comes out, by a reader of its own that knows nothing but the one
//! way in which we spell it. What it can't read, two browsers might read differently.

/// An element as it was spelled, with its attributes' values unescaped.
#[derive(Debug, PartialEq)]
pub(super) struct Spelled<'h> {
    pub(super) name: &'h str,
    pub(super) attributes: Vec<(&'h str, String)>,
    /// The names of those it stands in, outermost first.
    pub(super) within: Vec<&'h str>,
}

/// The five that we write; a browser knows thousands.
const ENTITIES: [(&str, char); 5] =
    [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", '\u{a0}')];

/// These hold nothing and aren't closed.
const VOID: [&str; 2] = ["br", "hr"];

/// Reads to the end. The error is what can't be read.
pub(super) fn read(html: &str) -> Result<Vec<Spelled<'_>>, String> {
    let mut elements = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (text, markup) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        unescaped(text)?;
        let Some(markup) = markup.strip_prefix('<') else { break };
        // No value holds a raw bracket, so that the first one ends the tag.
        let (tag, after) = markup.split_once('>').ok_or("a tag that doesn't end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes something else"));
            }
            continue;
        }
        let (name, mut inside) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
            return Err(format!("<{tag}> has no name of ours"));
        }
        let mut attributes = Vec::new();
        while !inside.is_empty() {
            let (attribute, after) = attribute(inside).ok_or(format!("<{tag}>"))?;
            attributes.push((attribute.0, unescaped(attribute.1)?));
            inside = after;
        }
        elements.push(Spelled { name, attributes, within: open.clone() });
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(elements) } else { Err(format!("{open:?} aren't closed")) }
}

/// One space, a name, and a value in double quotes.
fn attribute(text: &str) -> Option<((&str, &str), &str)> {
    let (name, value) = text.strip_prefix(' ')?.split_once("=\"")?;
    let (value, after) = value.split_once('"')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    is_name.then_some(((name, value), after))
}

/// What a text says, if nothing in it is special but our own entities.
fn unescaped(mut text: &str) -> Result<String, String> {
    let mut said = String::new();
    while let Some(at) = text.find(['<', '>', '"', '&', '\u{a0}']) {
        said.push_str(&text[..at]);
        let known = ENTITIES.iter().find(|(entity, _)| text[at..].starts_with(entity));
        let (entity, meant) = known.ok_or(format!("{:?} isn't escaped", &text[at..]))?;
        said.push(*meant);
        text = &text[at + entity.len()..];
    }
    Ok(said + text)
}

#[test]
fn what_is_spelled_otherwise_is_not_read() {
    let link = read("<div><a href=\"x&quot;y\" rel=\"z\">a&lt;b<br></a></div>").unwrap();
    assert_eq!(link[1].attributes, [("href", "x\"y".to_owned()), ("rel", "z".to_owned())]);
    assert_eq!((link[2].name, &link[2].within[..]), ("br", &["div", "a"][..]));

    for otherwise in [
        "<b onclick=x>y</b>",
        "<b onclick='x'>y</b>",
        "<b  title=\"x\">y</b>",
        "<b title=\"x\"onclick=\"y\">z</b>",
        "<b title=\"x>y\">z</b>",
        "<b/>",
        "<B>x</B>",
        "<b>x",
        "<b>x</i>",
        "x</b>",
        "<b",
        "a > b",
        "&#106;",
        "&",
        "<!-- x -->",
        "< b>x</b>",
    ] {
        assert!(read(otherwise).is_err(), "{otherwise} was read");
    }
}
