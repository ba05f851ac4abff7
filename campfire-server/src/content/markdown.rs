//! Markdown into HTML, which then goes the way of all HTML. What everyone means by Markdown, and
//! `~~strikethrough~~`; a line break is a line break, and HTML inside Markdown is text.

use campfire_proto::{Invalid, limits::MESSAGE_LENGTH};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

use super::measure;

/// What a mention by the longest id loses when it becomes the shortest name.
const MENTION_LOSES: usize = "<@9223372036854775807>".len() - "@A".len();

pub(crate) fn to_html(source: &str) -> Result<String, Invalid> {
    // Text that can't get short enough any more is refused before much is made of it.
    let most_letters = MESSAGE_LENGTH + MENTION_LOSES * source.matches("<@").count();
    let (mut letters, mut depth) = (0, 0);
    let mut events = Vec::new();
    // Where each picture under way begins, and its address if it becomes a link: not inside another.
    let mut pictures: Vec<(usize, Option<CowStr<'_>>)> = Vec::new();
    let mut links = 0;
    for event in Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH) {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                letters += text.chars().filter(|c| !c.is_whitespace()).count();
            }
            _ => {}
        }
        if letters > most_letters {
            return Err(super::too_long());
        }
        if depth > measure::DEEPEST {
            return Err(measure::too_deep());
        }
        match event {
            Event::SoftBreak => events.push(Event::HardBreak),
            Event::InlineHtml(text) => events.push(Event::Text(text)),
            Event::Html(line) => {
                let ends = line.ends_with('\n');
                events.push(Event::Text(line.trim_end_matches('\n').to_owned().into()));
                if ends {
                    events.push(Event::HardBreak);
                }
            }
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            // A picture is shown as a link to it, by its description or else its address.
            Event::Start(Tag::Image { dest_url, .. }) => {
                let address = (links == 0 && pictures.is_empty()).then_some(dest_url);
                if let Some(address) = &address {
                    events.push(Event::Start(link(address.clone())));
                }
                pictures.push((events.len(), address));
            }
            Event::End(TagEnd::Image) => {
                if let Some((begin, Some(address))) = pictures.pop() {
                    if begin == events.len() {
                        events.push(Event::Text(address));
                    }
                    events.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Link { .. }) => {
                links += 1;
                events.push(event);
            }
            Event::End(TagEnd::Link) => {
                links -= 1;
                events.push(event);
            }
            event => events.push(event),
        }
    }
    let mut html = String::with_capacity(source.len() * 3 / 2);
    html::push_html(&mut html, events.into_iter());
    // A reference to a NUL has become U+FFFD here, and nothing else makes one.
    if html.contains('\u{fffd}') && !source.contains('\u{fffd}') {
        return Err(super::control_character());
    }
    Ok(html)
}

fn link(dest_url: CowStr<'_>) -> Tag<'_> {
    Tag::Link { link_type: LinkType::Inline, dest_url, title: "".into(), id: "".into() }
}
