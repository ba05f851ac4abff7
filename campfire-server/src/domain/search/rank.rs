//! Which of some hits fits best. By how often the words stand in it, each further time counting less,
//! and by how short it is: the formula full-text indexes rank by, but for how rare each word is. That
//! would need a look at every message that holds it; and since all words are in every hit, it decides
//! little.

use campfire_proto::MessageId;

/// How soon a word's further times count for less, and how much length counts: the usual values.
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// A message that was found.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Hit {
    pub(super) id: MessageId,
    length: u32,
    /// How it begins.
    text: String,
}

/// What is counted of a word: so much of it as its other forms have too, by and large.
pub(super) fn stem(term: &str) -> String {
    let term = term.to_lowercase();
    let letters = term.chars().count();
    let kept =
        if letters > 6 { letters - 2 } else { letters.min(4.max(letters.saturating_sub(1))) };
    term.chars().take(kept).collect()
}

/// Sorts the best to the front; of equals, those that stood in front stay there.
pub(super) fn best_first(hits: &mut [Hit], stems: &[String]) {
    let count = f64::from(u32::try_from(hits.len()).unwrap_or(u32::MAX).max(1));
    let usual = hits.iter().map(|hit| f64::from(hit.length)).sum::<f64>() / count;
    hits.sort_by_cached_key(|hit| {
        let text = hit.text.to_lowercase();
        let long = 1.0 - LENGTH + LENGTH * f64::from(hit.length) / usual.max(1.0);
        let score: f64 = stems
            .iter()
            .map(|stem| {
                // The index found it: in another form, or further down, but it is there.
                let times = text.matches(stem.as_str()).count().max(1);
                let times = f64::from(u32::try_from(times).unwrap_or(u32::MAX));
                times / (times + SATURATION * long)
            })
            .sum();
        // Positive numbers sort as their bits do.
        std::cmp::Reverse(score.to_bits())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(texts: &[&str], words: &[&str]) -> Vec<String> {
        let mut hits: Vec<Hit> = (0..)
            .zip(texts)
            .map(|(id, text)| Hit {
                id: MessageId(id),
                length: u32::try_from(text.chars().count()).unwrap(),
                text: (*text).to_owned(),
            })
            .collect();
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        best_first(&mut hits, &stems);
        hits.into_iter().map(|hit| hit.text).collect()
    }

    #[test]
    fn what_says_it_more_often_and_in_fewer_words_fits_better() {
        let long = "a long story, with many other animals in it, in which an eel comes up";

        assert_eq!(
            ranked(&[long, "an eel", "eels, eels, eels"], &["eels"]),
            ["eels, eels, eels", "an eel", long]
        );
    }

    #[test]
    fn of_equals_the_first_stays_first() {
        assert_eq!(ranked(&["one fox", "two fox"], &["fox"]), ["one fox", "two fox"]);
    }

    #[test]
    fn other_forms_of_a_word_count() {
        assert_eq!(stem("Running"), "runni");
        assert_eq!(stem("eels"), "eels");
        assert_eq!(stem("a"), "a");
        assert_eq!(stem("Élodie"), "élodi");
    }
}
