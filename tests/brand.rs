//! The face we show: colours that can be read by everyone (WCAG 2 AA), and icons of the size they
//! claim.
#![expect(
    clippy::unwrap_used,
    reason = "a broken palette or picture should fail the test where it is read"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

const WORDS: f64 = 4.5;
const SHAPES: f64 = 3.0;

#[derive(Deserialize)]
struct Palette {
    roles: BTreeMap<String, Shades>,
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    name: String,
    #[serde(flatten)]
    shades: Shades,
}

#[derive(Deserialize)]
struct Shades {
    light: String,
    dark: String,
}

#[test]
fn words_can_be_read_on_every_ground_they_may_stand_on() {
    let palette = palette();
    let grounds = ["background", "surface", "raised", "mention"];
    let words = ["text", "muted", "link", "accent", "success", "danger", "warning"];

    let on_grounds = pairs(&words, &grounds);
    let on_selection = pairs(&["text", "muted", "link"], &["selection"]);
    let on_colour = pairs(&["on_accent"], &["accent", "success", "danger", "warning"]);

    assert_contrast(&palette, &[on_grounds, on_selection, on_colour].concat(), WORDS);
}

#[test]
fn edges_and_the_focus_ring_stand_out() {
    let palette = palette();

    let shapes = pairs(&["border", "focus", "accent"], &["background", "surface", "raised"]);

    assert_contrast(&palette, &shapes, SHAPES);
}

#[test]
fn a_persons_colour_carries_white_initials_and_stands_out_in_light_and_dark() {
    let palette = palette();

    let people = &palette.people;

    assert_eq!(people.len(), 12);
    for Person { name, shades } in people {
        assert_eq!(shades.light, shades.dark, "{name}: the server sends one colour for both");
        assert!(contrast(&shades.light, "#ffffff") >= WORDS, "{name} under white");
        for ground in ["background", "surface"].map(|role| &palette.roles[role]) {
            assert!(contrast(&shades.light, &ground.light) >= SHAPES, "{name} on {}", ground.light);
            assert!(contrast(&shades.dark, &ground.dark) >= SHAPES, "{name} on {}", ground.dark);
        }
    }
}

#[test]
fn an_icon_is_as_large_as_its_name_says() {
    let icons = [
        ("icon-192.png", 192),
        ("icon-512.png", 512),
        ("icon-maskable-512.png", 512),
        ("favicon-32.png", 32),
    ];

    for (file, side) in icons {
        let bytes = fs::read(brand().join(file)).unwrap();

        // The first chunk of a PNG is its header: width and height, four bytes each.
        let size = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(&bytes[12..16], b"IHDR", "{file}");
        assert_eq!((size(16), size(20)), (side, side), "{file}");
    }
}

fn brand() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/brand")
}

fn palette() -> Palette {
    serde_json::from_str(&fs::read_to_string(brand().join("palette.json")).unwrap()).unwrap()
}

fn pairs<'a>(fronts: &[&'a str], grounds: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    fronts.iter().flat_map(|front| grounds.iter().map(move |ground| (*front, *ground))).collect()
}

/// Says all that is too faint at once, so that a palette is mended in one go.
#[track_caller]
fn assert_contrast(palette: &Palette, pairs: &[(&str, &str)], least: f64) {
    let faint: Vec<String> = pairs
        .iter()
        .flat_map(|(front, ground)| {
            let (above, below) = (&palette.roles[*front], &palette.roles[*ground]);
            [
                ("light", contrast(&above.light, &below.light)),
                ("dark", contrast(&above.dark, &below.dark)),
            ]
            .map(|(theme, ratio)| {
                (ratio < least).then(|| format!("{theme}: {front} on {ground} is {ratio:.2}"))
            })
        })
        .flatten()
        .collect();

    assert!(faint.is_empty(), "below {least}:1\n{}", faint.join("\n"));
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance of `#rrggbb`, as WCAG 2 defines it.
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
