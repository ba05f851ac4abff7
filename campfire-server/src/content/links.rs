//! Which addresses may be followed, and where they are in text that nobody marked up.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};

use super::piece::Piece;

/// Where a link may lead. All of them leave what happens next to the reader.
pub(crate) const SCHEMES: &[&str] = &["http", "https", "ftp", "mailto", "tel"];

/// What other programs take without cutting it off. A longer address loses its link.
const LONGEST_HREF_BYTES: usize = 2_048;
/// How many links of a message anyone is told about.
const MOST_LINKS: usize = 20;

pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) href: String,
}

/// An address as a browser would understand it, if it is one that may be followed.
pub(crate) fn safe_href(raw: &str) -> Option<String> {
    // Browsers drop these wherever they stand, so `java\nscript:` is a scheme like any other.
    let href: String = raw.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let href = href.trim();
    let (scheme, rest) = href.split_once(':')?;
    let scheme = SCHEMES.iter().find(|known| known.eq_ignore_ascii_case(scheme))?;
    let leads_somewhere = match *scheme {
        "mailto" | "tel" => !rest.is_empty(),
        _ => rest.starts_with("//"),
    };
    let fits = leads_somewhere
        && href.len() <= LONGEST_HREF_BYTES
        && !href.chars().any(char::is_control)
        && ammonia::Url::parse(href).is_ok();
    fits.then(|| href.to_owned())
}

/// Web and e-mail addresses in text, in order. Punctuation behind them isn't theirs, and a bracket
/// only if they opened it.
pub(crate) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !may_hold_any(text) {
        return found;
    }
    let mut from = 0;
    for stretch in text.split_inclusive(ends_address) {
        find_in(stretch.trim_end_matches(ends_address), from, &mut found);
        from += stretch.len();
    }
    found
}

/// The http and https addresses that were made links: distinct, in order.
pub(crate) fn outward(pieces: &[Piece]) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    for piece in pieces {
        if let Piece::Open(tag) = piece
            && let Some(href) = tag.href()
            && is_web(href)
            && !links.iter().any(|known| known == href)
        {
            links.push(href.to_owned());
            if links.len() == MOST_LINKS {
                break;
            }
        }
    }
    links
}

fn is_web(href: &str) -> bool {
    href.split_once(':').is_some_and(|(scheme, _)| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    })
}

/// Spares nearly every message the search.
fn may_hold_any(text: &str) -> bool {
    text.contains("://") || text.contains('@') || may_hold_host(text)
}

fn may_hold_host(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"www."))
}

/// White space that isn't ASCII, and the punctuation of scripts that don't put a space behind it.
fn ends_address(c: char) -> bool {
    (!c.is_ascii() && c.is_whitespace())
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}')
        || matches!(c, '！' | '，' | '：' | '；' | '？' | '（' | '）' | '「' | '」')
        || matches!(c, '“' | '”' | '‘' | '’' | '«' | '»' | '…' | '\u{200b}' | '\u{feff}')
}

/// Searches what lies between the addresses once more, by itself: what stands beside an address must
/// not decide whether it is one, or a message would change when it is quoted.
fn find_in(text: &str, offset: usize, found: &mut Vec<Found>) {
    let first = found.len();
    let mut stretches = Vec::new();
    stretches.push(0..text.len());
    while let Some(stretch) = stretches.pop() {
        let within = &text[stretch.clone()];
        if !may_hold_any(within) {
            continue;
        }
        let mut links = with_scheme(within);
        if links.is_empty() {
            links = with_host(within);
        }
        let mut gap = stretch.start;
        for link in links {
            let range = stretch.start + link.range.start..stretch.start + link.range.end;
            stretches.push(gap..range.start);
            gap = range.end;
            found.push(Found { range: offset + range.start..offset + range.end, ..link });
        }
        if gap > stretch.start {
            stretches.push(gap..stretch.end);
        }
    }
    found[first..].sort_by_key(|link| link.range.start);
}

fn with_scheme(text: &str) -> Vec<Found> {
    let links = LinkFinder::new();
    let found = links.links(text).filter_map(|link| {
        let address = link.as_str();
        let href = match link.kind() {
            LinkKind::Email if is_plain_email(address) => format!("mailto:{address}"),
            // Somebody's `tel://` or `javascript://` isn't ours to bring to life.
            LinkKind::Url if is_web(address) || is_ftp(address) => address.to_owned(),
            _ => return None,
        };
        followed(link.start()..link.end(), href)
    });
    found.collect()
}

/// Addresses without a scheme, if they say `www.`; any other word with a dot in it could be a file.
fn with_host(text: &str) -> Vec<Found> {
    if !may_hold_host(text) {
        return Vec::new();
    }
    let mut links = LinkFinder::new();
    links.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    let found = links.links(text).filter_map(|link| {
        let says_www = link.as_str().get(..4)?.eq_ignore_ascii_case("www.");
        followed(link.start()..link.end(), format!("http://{}", link.as_str())).filter(|_| says_www)
    });
    found.collect()
}

/// Only what the sanitiser would let pass: a link must not vanish when a message is quoted.
fn followed(range: Range<usize>, href: String) -> Option<Found> {
    safe_href(&href).is_some_and(|safe| safe == href).then_some(Found { range, href })
}

fn is_ftp(href: &str) -> bool {
    href.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("ftp:"))
}

/// In `mailto:` other characters would have a meaning of their own.
fn is_plain_email(address: &str) -> bool {
    address.chars().all(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '+' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        find(text).into_iter().map(|link| (&text[link.range], link.href)).collect()
    }

    fn addresses(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|link| &text[link.range]).collect()
    }

    #[test]
    fn addresses_in_text_are_found() {
        assert_eq!(
            addresses("see http://a.com and https://b.org/x?y=1#z."),
            ["http://a.com", "https://b.org/x?y=1#z"]
        );
        assert_eq!(addresses("ftp://a.com/f, HTTPS://A.com"), ["ftp://a.com/f", "HTTPS://A.com"]);
        assert_eq!(
            addresses("http://localhost:3000/a http://127.0.0.1"),
            ["http://localhost:3000/a", "http://127.0.0.1"]
        );
        assert_eq!(addresses("http://müller.de/ä"), ["http://müller.de/ä"]);
    }

    #[test]
    fn www_and_email_get_their_scheme() {
        assert_eq!(
            found("www.a.com, WWW.b.org/x"),
            [
                ("www.a.com", "http://www.a.com".to_owned()),
                ("WWW.b.org/x", "http://WWW.b.org/x".to_owned())
            ]
        );
        assert_eq!(
            found("write to ada@example.com!"),
            [("ada@example.com", "mailto:ada@example.com".to_owned())]
        );
    }

    #[test]
    fn punctuation_and_brackets_around_an_address_are_not_its_own() {
        assert_eq!(addresses("(http://a.com/b_(c))"), ["http://a.com/b_(c)"]);
        assert_eq!(
            addresses("\"http://a.com/x\", http://b.com/?!"),
            ["http://a.com/x", "http://b.com/"]
        );
        assert_eq!(
            addresses("見て https://a.jp。次 「https://b.jp」"),
            ["https://a.jp", "https://b.jp"]
        );
        assert_eq!(addresses("<http://a.com>"), ["http://a.com"]);
        assert_eq!(addresses("http://a.com\u{a0}b"), ["http://a.com"]);
    }

    #[test]
    fn an_address_is_one_whatever_stands_beside_it() {
        for text in ["http://a.com&http://a.com", "http://a.comwww.a.com http://a.com"] {
            let all = find(text);
            let mut gap = 0;
            for link in &all {
                assert!(addresses(&text[gap..link.range.start]).is_empty(), "{text}");
                gap = link.range.end;
            }
            assert!(addresses(&text[gap..]).is_empty() && !all.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_is_text() {
        for text in [
            "main.rs",
            "example.com",
            "a://b",
            "javascript://a.com/%0aalert(1)",
            "http://",
            "www.",
            "http://a.com:99999999/",
            "@ada",
            "data:text/html,x",
            "awww.cute",
            "tel://112",
            "1:2",
        ] {
            assert!(addresses(text).is_empty(), "{text}: {:?}", addresses(text));
        }
    }

    #[test]
    fn only_addresses_that_lead_somewhere_harmless_may_be_followed() {
        for href in [
            "http://a.com",
            "HTTPS://a.com/b",
            "mailto:a@b.c",
            "tel:+49-30",
            "ftp://a/b",
            " http://a ",
        ] {
            assert_eq!(safe_href(href).as_deref(), Some(href.trim()), "{href}");
        }
        for href in [
            "",
            "/rooms/1",
            "//a.com",
            "a.com",
            "#x",
            "javascript:alert(1)",
            "javascript://a.com/%0aalert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "http:",
            "http:/a",
            "http://",
            "mailto:",
            "blob:http://a",
            "file:///etc/passwd",
            "http://a\u{7f}.com",
            "jav&#x09;ascript:alert(1)",
            "\u{feff}javascript:alert(1)",
        ] {
            assert_eq!(safe_href(href), None, "{href:?}");
        }
    }

    #[test]
    fn an_address_is_read_as_a_browser_reads_it() {
        assert_eq!(safe_href(" ht\ntps://a\t.com\r/x ").as_deref(), Some("https://a.com/x"));
    }

    #[test]
    fn an_endless_address_is_no_link() {
        let longest = format!("http://a.com/{}", "x".repeat(LONGEST_HREF_BYTES - 13));
        assert_eq!(safe_href(&longest), Some(longest.clone()));
        assert_eq!(safe_href(&format!("{longest}x")), None);
    }
}
