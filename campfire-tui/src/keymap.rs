//! Which key does what: the usual keys, and those that somebody chose instead. What the actions do
//! lives in `update`.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::action::{ACTIONS, Action, Place};

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    pub code: KeyCode,
    pub modifiers: KeyModifiers,
}

impl Press {
    /// As the terminal says it, without the differences between terminals: a capital needs no Shift.
    pub fn of(event: KeyEvent) -> Self {
        let held = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        Self::new(event.code, event.modifiers & held)
    }

    fn new(code: KeyCode, mut modifiers: KeyModifiers) -> Self {
        let mut code = code;
        match code {
            KeyCode::BackTab => {
                code = KeyCode::Tab;
                modifiers |= KeyModifiers::SHIFT;
            }
            KeyCode::Char(c) => {
                if modifiers.contains(KeyModifiers::SHIFT) && c.is_ascii_lowercase() {
                    code = KeyCode::Char(c.to_ascii_uppercase());
                }
                if modifiers.contains(KeyModifiers::CONTROL) {
                    code = KeyCode::Char(c.to_ascii_lowercase());
                }
                modifiers -= KeyModifiers::SHIFT;
            }
            _ => {}
        }
        Self { code, modifiers }
    }

    /// Reads `ctrl-k`, `alt-enter`, `f1`, `G`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        loop {
            let (name, modifier) = if let Some(rest) = rest.strip_prefix("ctrl-") {
                (rest, KeyModifiers::CONTROL)
            } else if let Some(rest) = rest.strip_prefix("alt-") {
                (rest, KeyModifiers::ALT)
            } else if let Some(rest) = rest.strip_prefix("shift-") {
                (rest, KeyModifiers::SHIFT)
            } else {
                break;
            };
            if name.is_empty() {
                break;
            }
            rest = name;
            modifiers |= modifier;
        }
        Some(Self::new(code_named(rest)?, modifiers))
    }

    /// The letter that is typed by it, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    #[must_use]
    pub fn with_alt(self) -> Self {
        Self { modifiers: self.modifiers | KeyModifiers::ALT, ..self }
    }
}

const NAMED: [(&str, KeyCode); 15] = [
    ("enter", KeyCode::Enter),
    ("tab", KeyCode::Tab),
    ("esc", KeyCode::Esc),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("insert", KeyCode::Insert),
];

fn code_named(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(KeyCode::Char(c)),
        (Some('f'), Some(_)) => {
            name[1..].parse().ok().filter(|number| (1..=24).contains(number)).map(KeyCode::F)
        }
        _ => None,
    }
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in [
            (KeyModifiers::CONTROL, "Ctrl-"),
            (KeyModifiers::ALT, "Alt-"),
            (KeyModifiers::SHIFT, "Shift-"),
        ] {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                write!(f, "{}", c.to_uppercase())
            }
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            code => {
                let name = NAMED.iter().find(|(_, known)| *known == code).map_or("?", |it| it.0);
                let mut chars = name.chars();
                let first = chars.next().map(|c| c.to_ascii_uppercase());
                write!(f, "{}{}", first.unwrap_or('?'), chars.as_str())
            }
        }
    }
}

/// The keys as they are right now.
#[derive(Clone, Debug)]
pub struct Keymap {
    by_key: HashMap<(Place, Press), Action>,
    by_action: BTreeMap<Action, Vec<Press>>,
}

impl Keymap {
    /// The usual keys, changed as somebody wants them. What can't be read is told in a sentence each,
    /// and only that is left as it was.
    pub fn new(chosen: &BTreeMap<String, Vec<String>>) -> (Self, Vec<String>) {
        let mut complaints = Vec::new();
        let mut by_action: BTreeMap<Action, Vec<Press>> = ACTIONS
            .iter()
            .map(|entry| {
                (entry.action, entry.keys.split_whitespace().filter_map(Press::parse).collect())
            })
            .collect();
        for (name, keys) in chosen {
            let Some(action) = Action::named(name) else {
                complaints.push(format!("keys.{name}: there is no such action; F1 lists them"));
                continue;
            };
            let mut presses = Vec::new();
            for key in keys {
                match Press::parse(key) {
                    Some(press) => presses.push(press),
                    None => complaints.push(format!("keys.{name}: {key:?} is no key")),
                }
            }
            if presses.len() == keys.len() {
                // A key that somebody chose is taken from whatever had it in the same place.
                let place = action.entry().place;
                for (other, taken) in &mut by_action {
                    if other.entry().place == place {
                        taken.retain(|press| !presses.contains(press));
                    }
                }
                by_action.insert(action, presses);
            }
        }
        let by_key = by_action
            .iter()
            .flat_map(|(action, keys)| {
                keys.iter().map(|key| ((action.entry().place, *key), *action))
            })
            .collect();
        (Self { by_key, by_action }, complaints)
    }

    /// What a key does in a place, or anywhere.
    pub fn action(&self, place: Place, press: Press) -> Option<Action> {
        let here = self.by_key.get(&(place, press));
        here.or_else(|| self.by_key.get(&(Place::Anywhere, press))).copied()
    }

    /// The key to show for an action; empty when it has none.
    pub fn key(&self, action: Action) -> String {
        self.by_action
            .get(&action)
            .and_then(|keys| keys.first())
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    /// All keys of an action, for help.
    pub fn keys(&self, action: Action) -> String {
        let keys = self.by_action.get(&action).map(Vec::as_slice).unwrap_or_default();
        keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&BTreeMap::new()).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_key_can_be_read_and_means_one_thing_in_its_place() {
        let mut seen = HashMap::new();

        for entry in ACTIONS {
            for key in entry.keys.split_whitespace() {
                let press = Press::parse(key).unwrap_or_else(|| panic!("{key} can't be read"));
                let before = seen.insert((entry.place, press), entry.name);
                assert_eq!(before, None, "{key} also does {}", entry.name);
            }
        }
    }

    #[test]
    fn a_chosen_key_is_taken_from_what_had_it() {
        let chosen = BTreeMap::from([("search".to_owned(), vec!["ctrl-k".to_owned()])]);

        let (keymap, complaints) = Keymap::new(&chosen);

        assert!(complaints.is_empty());
        let press = Press::parse("ctrl-k").unwrap();
        assert_eq!(keymap.action(Place::Composer, press), Some(Action::Search));
        assert_eq!(keymap.key(Action::Switch), "");
    }

    #[test]
    fn a_line_that_can_not_be_read_leaves_the_others_alone() {
        let chosen = BTreeMap::from([
            ("dance".to_owned(), vec!["ctrl-k".to_owned()]),
            ("help".to_owned(), vec!["f99".to_owned()]),
            ("quit".to_owned(), vec!["f10".to_owned()]),
        ]);

        let (keymap, complaints) = Keymap::new(&chosen);

        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert_eq!(
            (keymap.key(Action::Help), keymap.key(Action::Quit)),
            ("F1".into(), "F10".into())
        );
    }

    #[test]
    fn shift_and_capitals_are_one() {
        let shifted = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT);
        let capital = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::NONE);

        assert_eq!(Press::of(shifted), Press::of(capital));
        assert_eq!(Press::parse("alt-/").unwrap().to_string(), "Alt-/");
        assert_eq!(Press::parse("ctrl-_").unwrap().to_string(), "Ctrl-_");
    }
}
