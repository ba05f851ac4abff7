//! Colours by what they mean. The brand's own come from `assets/brand/palette.json`; where a terminal
//! shows fewer, or none, bold, underline and reverse say the same.

use std::sync::LazyLock;

use campfire_proto::UserId;
use ratatui::style::{Color, Modifier, Style};
use serde_json::Value;

use crate::preferences::{ColorChoice, ThemeChoice};

static PALETTE: LazyLock<Value> = LazyLock::new(|| {
    // A palette that can't be read would be a colourless theme; a test reads it.
    serde_json::from_str(include_str!("../../assets/brand/palette.json")).unwrap_or_default()
});

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    None,
    Sixteen,
    Many,
    True,
}

impl Depth {
    /// As the environment says.
    pub fn of(choice: ColorChoice, variable: impl Fn(&str) -> Option<String>) -> Self {
        let unwanted = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        let colorterm = variable("COLORTERM").unwrap_or_default();
        match choice {
            ColorChoice::Never => Self::None,
            ColorChoice::Auto if unwanted || term == "dumb" => Self::None,
            _ if colorterm.contains("truecolor") || colorterm.contains("24bit") => Self::True,
            _ if term.contains("direct") => Self::True,
            _ if term.contains("256") => Self::Many,
            _ => Self::Sixteen,
        }
    }
}

/// Whether the terminal says that its background is light: the last number of `COLORFGBG`.
pub fn is_light(variable: impl Fn(&str) -> Option<String>) -> bool {
    let colors = variable("COLORFGBG").unwrap_or_default();
    matches!(colors.rsplit(';').next(), Some("7" | "15"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub text: Style,
    pub strong: Style,
    pub muted: Style,
    pub accent: Style,
    pub link: Style,
    pub success: Style,
    pub danger: Style,
    pub warning: Style,
    pub divider: Style,
    /// Around lists and forms: what sets them off where grounds are nearly alike.
    pub border: Style,
    /// Behind lists and forms.
    pub surface: Style,
    /// Behind code, and bars at the edges.
    pub raised: Style,
    /// Behind what names me.
    pub mention: Style,
    /// Behind what is chosen.
    pub selection: Style,
    people: People,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum People {
    Brand { light: bool, depth: Depth },
    Terminal,
    Alike,
}

impl Theme {
    pub fn new(choice: ThemeChoice, depth: Depth, light: bool) -> Self {
        match (choice, depth) {
            (ThemeChoice::Mono, _) | (_, Depth::None) => Self::mono(),
            (ThemeChoice::Terminal, _) | (ThemeChoice::Auto, Depth::Sixteen) => Self::terminal(),
            (ThemeChoice::Light, _) => Self::brand(true, depth),
            (ThemeChoice::Dark, _) => Self::brand(false, depth),
            (ThemeChoice::Auto, _) => Self::brand(light, depth),
        }
    }

    fn brand(light: bool, depth: Depth) -> Self {
        let role = |name: &str| {
            let side = if light { "light" } else { "dark" };
            let hex = PALETTE["roles"][name][side].as_str().unwrap_or_default();
            color(hex, depth)
        };
        let text = Style::new().fg(role("text")).bg(role("background"));
        let on = |name: &str| text.fg(role(name));
        Self {
            text,
            strong: text.add_modifier(Modifier::BOLD),
            muted: on("muted"),
            accent: on("accent").add_modifier(Modifier::BOLD),
            link: on("link").add_modifier(Modifier::UNDERLINED),
            success: on("success"),
            danger: on("danger"),
            warning: on("warning"),
            divider: on("divider"),
            border: on("border"),
            surface: Style::new().fg(role("text")).bg(role("surface")),
            raised: Style::new().fg(role("text")).bg(role("raised")),
            mention: Style::new().bg(role("mention")),
            selection: Style::new().bg(role("selection")),
            people: People::Brand { light, depth },
        }
    }

    fn terminal() -> Self {
        let text = Style::new();
        Self {
            text,
            strong: text.add_modifier(Modifier::BOLD),
            muted: text.add_modifier(Modifier::DIM),
            accent: text.fg(Color::Yellow).add_modifier(Modifier::BOLD),
            link: text.fg(Color::Blue).add_modifier(Modifier::UNDERLINED),
            success: text.fg(Color::Green),
            danger: text.fg(Color::Red),
            warning: text.fg(Color::Yellow),
            divider: text.add_modifier(Modifier::DIM),
            border: text.add_modifier(Modifier::DIM),
            surface: text,
            raised: text,
            mention: text.add_modifier(Modifier::BOLD),
            selection: text.add_modifier(Modifier::REVERSED),
            people: People::Terminal,
        }
    }

    fn mono() -> Self {
        let text = Style::new();
        let bold = text.add_modifier(Modifier::BOLD);
        Self {
            text,
            strong: bold,
            muted: text,
            accent: bold,
            link: text.add_modifier(Modifier::UNDERLINED),
            success: text,
            danger: bold,
            warning: bold,
            divider: text,
            border: text,
            surface: text,
            raised: text,
            mention: bold,
            selection: text.add_modifier(Modifier::REVERSED),
            people: People::Alike,
        }
    }

    /// What somebody's name is written in: the same for good, as in a browser.
    pub fn person(&self, id: UserId) -> Style {
        const TERMINAL: [Color; 6] =
            [Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan];
        match self.people {
            People::Alike => self.strong,
            People::Terminal => {
                let place = usize::try_from(id.0.rem_euclid(6)).unwrap_or(0);
                self.strong.fg(TERMINAL[place])
            }
            People::Brand { light, depth } => {
                let (red, green, blue) = rgb(campfire_proto::user::color_of(id));
                // Made for white letters on top; as letters on a dark ground they need light.
                let lift = |part: u8| if light { part } else { part + (255 - part) / 3 };
                self.strong.fg(at_depth((lift(red), lift(green), lift(blue)), depth))
            }
        }
    }
}

fn rgb(hex: &str) -> (u8, u8, u8) {
    let number = u32::from_str_radix(hex.trim_start_matches('#'), 16).unwrap_or(0);
    let [_, red, green, blue] = number.to_be_bytes();
    (red, green, blue)
}

fn color(hex: &str, depth: Depth) -> Color {
    at_depth(rgb(hex), depth)
}

fn at_depth((red, green, blue): (u8, u8, u8), depth: Depth) -> Color {
    match depth {
        Depth::True => Color::Rgb(red, green, blue),
        Depth::None | Depth::Sixteen | Depth::Many => Color::Indexed(nearest((red, green, blue))),
    }
}

/// The nearest of the 240 colours that are the same in every terminal: a cube and a row of greys.
fn nearest(wanted: (u8, u8, u8)) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |(red, green, blue): (u8, u8, u8)| {
        let part = |a: u8, b: u8| i32::from(a.abs_diff(b)).pow(2);
        part(red, wanted.0) + part(green, wanted.1) + part(blue, wanted.2)
    };
    let cube = (0..216_u8).map(|at| {
        let step = |place: u8| STEPS[usize::from(at / place % 6)];
        (16 + at, (step(36), step(6), step(1)))
    });
    let greys = (0..24_u8).map(|at| (232 + at, (8 + 10 * at, 8 + 10 * at, 8 + 10 * at)));
    cube.chain(greys).min_by_key(|(_, color)| distance(*color)).map_or(7, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brand_has_every_colour_that_is_asked_for() {
        for light in [false, true] {
            let theme = Theme::brand(light, Depth::True);
            let (red, green, blue) = rgb(if light { "#fbf8f4" } else { "#17151c" });
            assert_eq!(theme.text.bg, Some(Color::Rgb(red, green, blue)));
            for style in [theme.muted, theme.accent, theme.link, theme.danger, theme.divider] {
                assert_ne!(style.fg, Some(Color::Rgb(0, 0, 0)));
            }
        }
    }

    #[test]
    fn no_color_is_obeyed_unless_somebody_wants_colour() {
        let set = |name: &str| match name {
            "NO_COLOR" => Some("1".to_owned()),
            "TERM" => Some("xterm-256color".to_owned()),
            _ => None,
        };
        assert_eq!(Depth::of(ColorChoice::Auto, set), Depth::None);
        assert_eq!(Depth::of(ColorChoice::Always, set), Depth::Many);
        assert_eq!(Theme::new(ThemeChoice::Dark, Depth::None, false), Theme::mono());
    }

    #[test]
    fn a_colour_becomes_its_nearest_neighbour() {
        assert_eq!(nearest((255, 255, 255)), 231);
        assert_eq!(nearest((0, 0, 0)), 16);
        assert_eq!(nearest((18, 18, 18)), 233);
    }
}
