//! What was found out about the terminal: from its variables, and from what it answered.

/// Everything starts as if the terminal could do nothing that not all of them can.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What it calls itself.
    pub name: String,
    /// It shows a text as a link (OSC 8).
    pub links: bool,
    pub background: Background,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// There was no need to know.
    #[default]
    NotAsked,
    /// It said nothing in time.
    Silent,
    /// Red, green, blue.
    Is(u8, u8, u8),
}

/// Since when tmux passes links on.
const TMUX_WITH_LINKS: (u32, u32) = (3, 4);

impl Findings {
    /// As the environment says.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let program = variable("TERM_PROGRAM").unwrap_or_default();
        let version = variable("TERM_PROGRAM_VERSION").unwrap_or_default();
        let links = if variable("TMUX").is_some() {
            // The terminal around it is asked by tmux; what else the variables say may be old.
            program == "tmux" && two_numbers(&version) >= TMUX_WITH_LINKS
        } else {
            takes_links(&term, &program, &variable)
        };
        let name = if program.is_empty() { term } else { format!("{program} {version}, {term}") };
        Self { name, links, ..Self::default() }
    }

    /// Whether the terminal's background is a light one, if it said so.
    pub fn is_light(&self) -> Option<bool> {
        match self.background {
            Background::NotAsked | Background::Silent => None,
            Background::Is(red, green, blue) => {
                let [red, green, blue] = [red, green, blue].map(u32::from);
                Some(red * 299 + green * 587 + blue * 114 > 127_500)
            }
        }
    }
}

/// Only where it is known: elsewhere the address itself could end up on the screen.
fn takes_links(term: &str, program: &str, variable: impl Fn(&str) -> Option<String>) -> bool {
    let programs = ["iTerm.app", "WezTerm", "ghostty", "vscode", "rio"];
    let terms = ["foot", "xterm-kitty", "alacritty", "xterm-ghostty", "contour"];
    let telltale = ["KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID"];
    let vte = variable("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    programs.contains(&program)
        || terms.iter().any(|known| term.starts_with(known))
        || telltale.iter().any(|name| variable(name).is_some())
        || vte.is_some_and(|version| version >= 5_000)
}

fn two_numbers(version: &str) -> (u32, u32) {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit());
    let mut next = || numbers.next().and_then(|number| number.parse().ok()).unwrap_or(0);
    (next(), next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_only_where_they_are_known_to_be_taken() {
        let known: [(&[(&str, &str)], bool); 8] = [
            (&[("TERM", "xterm-256color")], false),
            (&[("TERM", "linux")], false),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "7200")], true),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "4600")], false),
            (
                &[("TMUX", "/tmp/t"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.3a")],
                false,
            ),
            (
                &[("TMUX", "/tmp/t"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.4")],
                true,
            ),
            (&[("TMUX", "/tmp/t"), ("VTE_VERSION", "7200")], false),
        ];
        for (variables, links) in known {
            let variable = |wanted: &str| {
                let found = variables.iter().find(|(name, _)| *name == wanted);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(Findings::of(variable).links, links, "{variables:?}");
        }
    }

    #[test]
    fn a_background_is_light_or_dark() {
        for (background, light) in [
            (Background::Silent, None),
            (Background::Is(255, 255, 255), Some(true)),
            (Background::Is(0xfd, 0xf6, 0xe3), Some(true)),
            (Background::Is(0, 0, 0), Some(false)),
            (Background::Is(0, 0x2b, 0x36), Some(false)),
            // Blue looks darker than it counts.
            (Background::Is(0, 0, 255), Some(false)),
        ] {
            let findings = Findings { background, ..Findings::default() };
            assert_eq!(findings.is_light(), light, "{background:?}");
        }
    }
}
