//! What a browser says it has already, understands, or wants only a part of.

use std::ops::Range;

use axum::http::{HeaderMap, HeaderValue, header};

/// How much of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    All,
    Part(Range<usize>),
    /// Something past the end.
    Beyond,
}

impl Asked {
    /// Reads `Range`. Several ranges at once, and nonsense, are answered with everything: that is
    /// allowed, and what players ask for is always one.
    pub(super) fn of(headers: &HeaderMap, etag: &HeaderValue, size: usize) -> Self {
        if headers.get(header::IF_RANGE).is_some_and(|known| known != etag) {
            return Self::All;
        }
        let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
        let Some((first, last)) =
            range.and_then(|range| range.trim().strip_prefix("bytes=")?.split_once('-'))
        else {
            return Self::All;
        };
        let (first, last) = (first.trim(), last.trim());
        if first.is_empty() {
            return match last.parse::<usize>() {
                Ok(0) => Self::Beyond,
                Ok(_) if size == 0 => Self::Beyond,
                Ok(length) => Self::Part(size - length.min(size)..size),
                Err(_) => Self::All,
            };
        }
        let last = if last.is_empty() { Ok(usize::MAX) } else { last.parse::<usize>() };
        match (first.parse::<usize>(), last) {
            (Ok(first), Ok(last)) if first > last => Self::All,
            (Ok(first), Ok(_)) if first >= size => Self::Beyond,
            (Ok(first), Ok(last)) => Self::Part(first..last.saturating_add(1).min(size)),
            _ => Self::All,
        }
    }
}

/// Whether the browser has these very bytes, or others that mean the same.
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|tags| tags.to_str().ok())
        .flat_map(|tags| tags.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == etag || tag == "*")
}

/// Whether the browser understands an encoding: named, or meant by `*`, and not with `q=0`.
pub(crate) fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let mut any = false;
    for offer in headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|offers| offers.to_str().ok())
        .flat_map(|offers| offers.split(','))
    {
        let mut words = offer.split(';').map(str::trim);
        let name = words.next().unwrap_or_default();
        let refused = words
            .filter_map(|word| word.strip_prefix("q=").or(word.strip_prefix("Q=")))
            .any(|quality| quality.trim().parse::<f32>().is_ok_and(|quality| quality <= 0.0));
        if name.eq_ignore_ascii_case(encoding) {
            return !refused;
        }
        any |= name == "*" && !refused;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    const ETAG: HeaderValue = HeaderValue::from_static("\"abc\"");

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::try_from(value).unwrap())])
    }

    #[test]
    fn a_range_is_what_lies_within_the_file() {
        for (range, asked) in [
            ("bytes=0-3", Asked::Part(0..4)),
            ("bytes=5-", Asked::Part(5..10)),
            ("bytes=5-99", Asked::Part(5..10)),
            ("bytes=-3", Asked::Part(7..10)),
            ("bytes=-99", Asked::Part(0..10)),
            ("bytes=9-9", Asked::Part(9..10)),
            ("bytes=10-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=4-2", Asked::All),
            ("bytes=0-1,3-4", Asked::All),
            ("bytes=a-b", Asked::All),
            ("bytes=-", Asked::All),
            ("lines=0-1", Asked::All),
            ("bytes=0-18446744073709551615", Asked::Part(0..10)),
        ] {
            assert_eq!(Asked::of(&headers(header::RANGE, range), &ETAG, 10), asked, "{range}");
        }
    }

    #[test]
    fn a_part_of_something_older_is_answered_with_the_whole() {
        let mut headers = headers(header::RANGE, "bytes=0-3");
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"old\""));
        assert_eq!(Asked::of(&headers, &ETAG, 10), Asked::All);

        headers.insert(header::IF_RANGE, ETAG);
        assert_eq!(Asked::of(&headers, &ETAG, 10), Asked::Part(0..4));
    }

    #[test]
    fn an_encoding_refused_by_quality_is_not_used() {
        for (offer, br) in [
            ("gzip, br", true),
            ("gzip;q=1.0, br;q=0", false),
            ("br; q=0.0", false),
            ("*", true),
            ("*, br;q=0", false),
            ("*;q=0", false),
            ("gzip", false),
            ("BR", true),
            ("", false),
        ] {
            assert_eq!(accepts(&headers(header::ACCEPT_ENCODING, offer), "br"), br, "{offer}");
        }
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        for (known, is) in [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("\"x\", \"abc\"", true),
            ("*", true),
            ("\"x\"", false),
        ] {
            assert_eq!(
                is_known(&headers(header::IF_NONE_MATCH, known), ETAG.to_str().unwrap()),
                is,
                "{known}"
            );
        }
    }
}
