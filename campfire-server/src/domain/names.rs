//! Names as people look for them: without case and accents, by the start of any word.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What is left of a name when case, accents, ligatures and runs of spaces don't matter.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let letters = text.nfkd().flat_map(char::to_lowercase);
    for letter in letters.filter(|letter| !is_combining_mark(*letter)) {
        match plainly(letter) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(letter),
        }
    }
    // Last, because an accent on its own is a space once it is taken apart.
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that Unicode doesn't take apart, though on most keyboards one has to.
fn plainly(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'þ' => "th",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// What somebody has typed of a name so far. Nothing in it is a wildcard.
pub struct NameQuery(String);

impl NameQuery {
    pub fn new(typed: &str) -> Self {
        Self(fold(typed))
    }

    /// Whether a word of the name starts like this. Nothing typed yet finds everyone.
    pub fn finds(&self, name: &str) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let name = fold(name);
        let mut before = ' ';
        name.char_indices().any(|(at, letter)| {
            let starts_a_word = (before == ' ' && letter != ' ')
                || (letter.is_alphanumeric() && !before.is_alphanumeric());
            before = letter;
            starts_a_word && name[at..].starts_with(&self.0)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        for (typed, name) in [
            ("elo", "Élodie"),
            ("ÉLO", "elodie"),
            ("strasse", "Otto Straße"),
            ("lukasz", "Łukasz"),
            ("soren", "SØREN Kierkegaard"),
            ("istanbul", "İstanbul"),
            ("οδος", "ΟΔΟΣ"),
            ("nguye", "Nguye\u{302}\u{303}n"),
        ] {
            assert!(NameQuery::new(typed).finds(name), "{typed:?} didn't find {name:?}");
        }
    }

    #[test]
    fn any_word_may_be_started_and_none_entered_halfway() {
        let finds = |typed: &str| NameQuery::new(typed).finds("Ada  King-Lovelace O'Neil");

        for typed in ["", "ada", "ada k", "king", "lovelace", "king-love", "o'n", "neil"] {
            assert!(finds(typed), "{typed:?} found nobody");
        }
        for typed in ["da", "ing", "ace", "ada l"] {
            assert!(!finds(typed), "{typed:?} found somebody");
        }
    }

    #[test]
    fn percent_and_underscore_are_themselves() {
        assert!(!NameQuery::new("%").finds("Ada"));
        assert!(!NameQuery::new("a_a").finds("Ada"));
        assert!(NameQuery::new("100%").finds("100% Ada"));
    }

    proptest! {
        #[test]
        fn a_name_is_found_by_itself_and_by_the_start_of_each_word(
            name in "[\\PC]{1,12}( [\\PC]{1,12}){0,3}",
            length in 1_usize..12,
        ) {
            prop_assert!(NameQuery::new(&name).finds(&name));
            for word in fold(&name).split(' ') {
                let start: String = word.chars().take(length).collect();
                prop_assert!(NameQuery(start).finds(&name));
            }
        }
    }
}
