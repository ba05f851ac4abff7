//! How text without any JSON around it wants to be read: what bots post, and what they answer.

use campfire_proto::ContentType;

/// What a `Content-Type` declares. HTML, whatever it is called, as bots have always been read; but
/// for Markdown, and for plain text that names its charset. Those who just say `text/plain` are old
/// scripts that send HTML.
pub fn declared(content_type: &str) -> ContentType {
    let declared = content_type.to_ascii_lowercase().replace([' ', '"'], "");
    match declared.split_once(';').unwrap_or((&declared, "")) {
        ("text/markdown", _) => ContentType::Markdown,
        ("text/plain", "charset=utf-8" | "charset=utf8") => ContentType::Plain,
        _ => ContentType::Html,
    }
}

/// What kind of body it is, without its parameters, in lower case.
pub fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
