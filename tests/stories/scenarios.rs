//! The acceptance scenarios of the behaviour reference, and where each is told.
//!
//! A story names its number in its doc comment: `/// Scenario 14.` What waits for a browser
//! is listed here, so that nobody has to wonder whether a number was forgotten.

use std::{collections::BTreeSet, path::Path};

/// Told here, over REST and over sockets. Some have a part that waits: the story says which.
const TOLD: &[u32] = &[
    1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
    29, 30, 31, 34, 35, 36, 37, 39, 40, 41, 42, 43, 44, 45, 46, 48, 49, 50, 51, 52, 56, 57, 58, 63,
    64, 65, 66, 67, 68, 69, 70, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86,
];
/// A link from four hours ago can't be had from outside: told beside the code that makes links.
const TOLD_INSIDE: &[u32] = &[16];
const NEEDS_A_BROWSER: &[u32] = &[10, 32, 33, 38, 47, 53, 54, 55, 59, 60, 61, 62, 71];

/// The numbers that doc comments in a folder of stories name.
fn numbers_in(folder: &Path) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    for file in folder.read_dir().unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs")
            || path.ends_with("scenarios.rs")
        {
            continue;
        }
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let Some(comment) = line.trim().strip_prefix("///") else { continue };
            for named in comment.split("Scenario ").skip(1) {
                let digits: String = named.chars().take_while(char::is_ascii_digit).collect();
                numbers.insert(digits.parse().unwrap());
            }
        }
    }
    numbers
}

#[test]
fn every_scenario_is_told_or_waits_for_what_it_needs() {
    let waiting = [TOLD_INSIDE, NEEDS_A_BROWSER].concat();

    let told = numbers_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("stories"));

    assert_eq!(told, TOLD.iter().copied().collect(), "the list and the stories tell the same");
    let mut all: Vec<_> = TOLD.iter().copied().chain(waiting).collect();
    all.sort_unstable();
    assert_eq!(all, (1..=86).collect::<Vec<_>>(), "each once");
}
