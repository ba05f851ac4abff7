//! Who is meant: `<@12>` and `@Exact Name` in text. In HTML, spans name people, and text names nobody.

use std::{cell::OnceCell, ops::Range};

use campfire_proto::{ContentType, UserId};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    Person,
    piece::{Piece, is_verbatim},
};

/// The people of a room, ready to be found by what follows an `@`.
pub(crate) struct People<'a> {
    people: &'a [Person],
    /// Made when a name is first looked for; ids need none of it.
    by_name: OnceCell<Vec<(String, &'a Person)>>,
}

impl<'a> People<'a> {
    pub(crate) fn new(people: &'a [Person]) -> Self {
        Self { people, by_name: OnceCell::new() }
    }

    pub(crate) fn with_id(&self, id: UserId) -> Option<&'a Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Who is meant by the `@` that stands here, and which part of the text says so.
    pub(crate) fn named_at(&self, text: &str, at: usize) -> Option<(Range<usize>, &'a Person)> {
        if let Some((range, id)) = id_at(text, at) {
            return Some((range, self.with_id(id)?));
        }
        if !may_begin(&text[..at]) {
            return None;
        }
        let begin = at + '@'.len_utf8();
        let (length, person) = self.longest_name(&text[begin..])?;
        Some((at..begin + length, person))
    }

    /// By folded name, then in the order they came: of two Adas the first is meant.
    fn by_name(&self) -> &[(String, &'a Person)] {
        self.by_name.get_or_init(|| {
            let mut by_name: Vec<_> =
                self.people.iter().map(|one| (folded_name(&one.name), one)).collect();
            by_name.sort_by(|(one, _), (other, _)| one.cmp(other));
            by_name
        })
    }

    /// Narrows all names down, letter by letter, to those that the text goes on with.
    fn longest_name(&self, text: &str) -> Option<(usize, &'a Person)> {
        let mut candidates = self.by_name();
        let mut longest = None;
        let mut matched = 0;
        for (at, c) in text.char_indices() {
            for letter in folded(c) {
                for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                    candidates = narrowed(candidates, matched, byte);
                    matched += 1;
                }
            }
            // A name that ends here stands before those that go on.
            let Some((name, person)) = candidates.first() else { break };
            let end = at + c.len_utf8();
            if name.len() == matched && !are_one_word(&text[..end], &text[end..]) {
                longest = Some((end, *person));
            }
        }
        longest
    }
}

/// Those of some names in order, the same up to `at`, that have this byte there.
fn narrowed<'n, 'a>(
    names: &'n [(String, &'a Person)],
    at: usize,
    byte: u8,
) -> &'n [(String, &'a Person)] {
    let at = |name: &str| name.as_bytes().get(at).copied();
    let from = names.partition_point(|(name, _)| at(name) < Some(byte));
    let to = names.partition_point(|(name, _)| at(name) <= Some(byte));
    &names[from..to]
}

/// Whether anyone could be named, so that the people of the room are needed.
pub(crate) fn may_occur(pieces: &[Piece], written: ContentType) -> bool {
    let mut verbatim = 0;
    pieces.iter().any(|piece| {
        match piece {
            Piece::Open(tag) if is_verbatim(tag.name) => verbatim += 1,
            Piece::Close(name) if is_verbatim(name) => verbatim -= 1,
            Piece::Named { .. } => return true,
            Piece::Text(text) if verbatim == 0 && written != ContentType::Html => {
                return text.match_indices('@').any(|(at, _)| may_name(text, at));
            }
            _ => {}
        }
        false
    })
}

/// The people that were named: distinct, in order of appearance.
pub(crate) fn named(pieces: &[Piece]) -> Vec<UserId> {
    let mut named = Vec::new();
    for piece in pieces {
        if let Piece::Mention { id, .. } = piece
            && !named.contains(id)
        {
            named.push(*id);
        }
    }
    named
}

fn may_name(text: &str, at: usize) -> bool {
    let is_followed = text[at + 1..].starts_with(|c: char| !c.is_whitespace());
    id_at(text, at).is_some() || (is_followed && may_begin(&text[..at]))
}

/// Reads `<@12>` around this `@`.
fn id_at(text: &str, at: usize) -> Option<(Range<usize>, UserId)> {
    let begin = at.checked_sub(1)?;
    let rest = &text[at + 1..];
    let (digits, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
    if text.as_bytes()[begin] != b'<' || !rest.starts_with('>') {
        return None;
    }
    Some((begin..at + 1 + digits.len() + 1, UserId(digits.parse().ok()?)))
}

/// The `@` of `ada@example.com` begins nothing.
fn may_begin(before: &str) -> bool {
    !are_one_word(before, "a")
}

/// Whether a word goes on across this point. Accents and the parts of an emoji go on too; Han
/// characters don't, which is what lets `@山田さん` name 山田.
fn are_one_word(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.graphemes(true).next_back(), after.chars().next())
    else {
        return false;
    };
    let seam = format!("{last}{first}");
    seam.split_word_bounds().nth(1).is_none()
}

fn folded_name(name: &str) -> String {
    if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        name.chars().flat_map(folded).collect()
    }
}

/// A letter without its case. By way of upper case, since only there are ß and SS, ς and Σ the same.
fn folded(c: char) -> impl Iterator<Item = char> {
    c.to_uppercase().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[&str]) -> Vec<Person> {
        (1..)
            .zip(names)
            .map(|(id, name)| Person { id: UserId(id), name: (*name).to_owned() })
            .collect()
    }

    /// What each `@` of a text means, as `part of the text=id`.
    fn meant(names: &[&str], text: &str) -> Vec<String> {
        let people = people(names);
        let people = People::new(&people);
        text.match_indices('@')
            .filter_map(|(at, _)| people.named_at(text, at))
            .map(|(range, person)| format!("{}={}", &text[range], person.id))
            .collect()
    }

    #[test]
    fn the_longest_name_is_meant() {
        let names = ["Ada", "Ada Lovelace", "Adam", "Ad"];
        assert_eq!(meant(&names, "@Ada"), ["@Ada=1"]);
        assert_eq!(meant(&names, "@Ada Lovelace!"), ["@Ada Lovelace=2"]);
        assert_eq!(meant(&names, "@Ada Lovelaces"), ["@Ada=1"]);
        assert_eq!(meant(&names, "@Adam @Ad, @Adams"), ["@Adam=3", "@Ad=4"]);
    }

    #[test]
    fn case_does_not_matter_in_any_script() {
        let names = ["Ada", "Straße", "Ζορμπάς", "ÉMILE", "Иван", "ILKER"];
        assert_eq!(
            meant(&names, "@aDA @STRASSE @ΖΟΡΜΠΆΣ @émile @ИВАН @ilker"),
            ["@aDA=1", "@STRASSE=2", "@ΖΟΡΜΠΆΣ=3", "@émile=4", "@ИВАН=5", "@ilker=6"]
        );
    }

    #[test]
    fn a_name_begins_and_ends_where_words_do() {
        let names = ["Ada", "Zoe"];
        for text in [
            "ada@ada",
            "x_@Ada",
            "1@Ada",
            "é@Ada",
            "e\u{301}@Ada",
            "@Adam",
            "@Ada_",
            "@Ada1",
            "@Zoe\u{308}",
            "@ Ada",
        ] {
            assert!(meant(&names, text).is_empty(), "{text}");
        }
        for text in [
            "@Ada",
            "(@Ada)",
            "@@Ada",
            "-@Ada",
            "a.@Ada",
            "@Ada's",
            "@Ada.",
            "@Ada-",
            "@Ada@",
            "🎉@Ada🎉",
            "\n@Ada\n",
        ] {
            assert_eq!(meant(&names, text), ["@Ada=1"], "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_name_people_too() {
        assert_eq!(
            meant(&["山田", "山田太郎"], "@山田さん、こんにちは@山田太郎です"),
            ["@山田=1", "@山田太郎=2"]
        );
    }

    #[test]
    fn a_name_may_hold_anything() {
        let names = ["<b>", "O'Brien \"Bob\" & co", "👨", "C@t", "Ada!", "*"];
        assert_eq!(
            meant(&names, "@<b> @o'brien \"bob\" & CO"),
            ["@<b>=1", "@o'brien \"bob\" & CO=2"]
        );
        assert_eq!(
            meant(&names, "@👨 @👨\u{200d}👩 @C@t @ada!x @*"),
            ["@👨=3", "@C@t=4", "@ada!=5", "@*=6"]
        );
    }

    #[test]
    fn an_id_names_whoever_has_it() {
        let names = ["Ada", "Bob"];
        assert_eq!(meant(&names, "<@2>,x<@1>y"), ["<@2>=2", "<@1>=1"]);
        for text in [
            "<@3>",
            "<@>",
            "<@1",
            "<@-1>",
            "<@1 >",
            "<@everyone>",
            "<@99999999999999999999>",
            "< @1>",
            "<@１>",
        ] {
            assert!(meant(&names, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn of_two_with_one_name_the_first_is_meant() {
        assert_eq!(meant(&["Ada", "ADA"], "@ada"), ["@ada=1"]);
    }

    #[test]
    fn a_text_full_of_signs_is_searched_quickly() {
        let names: Vec<String> = (0..2_000).map(|n| format!("Test {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let text = "@Test 19999 ".repeat(800);
        let begun = std::time::Instant::now();
        assert!(meant(&names, &text).is_empty());
        assert_eq!(meant(&names, &"@".repeat(10_000)).len(), 0);
        assert!(begun.elapsed() < std::time::Duration::from_secs(2), "{:?}", begun.elapsed());
    }
}
