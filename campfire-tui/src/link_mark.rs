//! Marks that say of a cell which link it belongs to. A mark travels as the colour of the underline,
//! which nothing else here uses: so a cell whose link changes is drawn anew like any cell that changes.
//! What becomes of it in the terminal lives in `shell::canvas`.

use std::collections::HashMap;

use ratatui::style::Color;

/// The mark of an address: the same for good, so that nothing is drawn twice for its sake.
pub fn of(url: &str) -> Color {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in url.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    let [_, red, green, blue] = (hash ^ (hash >> 24)).to_be_bytes();
    Color::Rgb(red, green, blue)
}

/// Where the marks of a picture lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links(HashMap<Color, Option<String>>);

impl Links {
    /// The address behind a mark, if exactly one bears it.
    pub fn get(&self, mark: Color) -> Option<&str> {
        self.0.get(&mark)?.as_deref()
    }
}

impl<'a> FromIterator<&'a str> for Links {
    fn from_iter<I: IntoIterator<Item = &'a str>>(urls: I) -> Self {
        let mut links = HashMap::new();
        for url in urls {
            let place = links.entry(of(url)).or_insert_with(|| Some(url.to_owned()));
            // Of two addresses with one mark neither is a link: it would lead to the wrong one.
            if place.as_deref() != Some(url) {
                *place = None;
            }
        }
        Self(links)
    }
}

/// An address as it may stand in an escape sequence; `None` for what no browser should open from here.
pub fn fit_for_terminal(url: &str) -> Option<&str> {
    const LONGEST: usize = 2_000;
    let known = ["http://", "https://", "mailto:"];
    let plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    let fits = plain && url.len() <= LONGEST && known.iter().any(|it| url.starts_with(it));
    fits.then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_of_the_web_reach_the_terminal() {
        for fine in ["https://example.com/a?b=c#d", "http://a", "mailto:ada@example.com"] {
            assert_eq!(fit_for_terminal(fine), Some(fine));
        }
        let long = format!("https://example.com/{}", "x".repeat(3_000));
        let hostile = [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://example.com/\u{1b}\\\u{1b}]0;owned\u{7}",
            "https://example.com/ b",
            "https://exämple.com",
            &long,
        ];
        for bad in hostile {
            assert_eq!(fit_for_terminal(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn two_addresses_with_one_mark_lead_nowhere() {
        let mut seen: HashMap<Color, String> = HashMap::new();
        let mut twins = (0..200_000).map(|number| format!("https://example.com/{number}"));
        let (one, other) = twins
            .find_map(|url| seen.insert(of(&url), url.clone()).map(|other| (url, other)))
            .unwrap();

        let links: Links =
            [one.as_str(), other.as_str(), "https://a.example"].into_iter().collect();

        assert_eq!(links.get(of(&one)), None);
        assert_eq!(links.get(of("https://a.example")), Some("https://a.example"));
    }
}
