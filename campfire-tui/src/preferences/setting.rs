//! Settings that can be changed by a word while the chat runs: each with its name, as the file calls
//! it, what it is for, and what it may be.

use serde::Deserialize;
use toml::{Table, Value};

use super::Preferences;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// As the file names it, its table first.
    pub name: &'static str,
    pub does: &'static str,
    /// What it may be. Numbers have others between them.
    pub words: &'static [&'static str],
}

const ON_OR_OFF: &[&str] = &["on", "off"];

/// All of them, in the order of their names.
pub const SETTINGS: &[Setting] = &[
    setting("color", "whether there are colours", &["auto", "always", "never"]),
    setting("compose", "how what you write is read", &["markdown", "plain"]),
    setting("enter", "what Enter does while you write", &["send", "newline"]),
    setting("keys.preset", "whose keys these are", &["modern", "emacs", "vim"]),
    setting("mouse", "whether the mouse clicks and scrolls here", ON_OR_OFF),
    setting("notify.bell", "a bell for what concerns you", ON_OR_OFF),
    setting("notify.content", "whether notifications say what was said", ON_OR_OFF),
    setting("notify.desktop", "the terminal's own notifications", ON_OR_OFF),
    setting("sound.on", "whether sounds are heard", ON_OR_OFF),
    setting("sound.volume", "how loud sounds are, 0 to 100", LOUDNESS),
    setting("theme", "the colours", &["auto", "dark", "light", "terminal", "mono"]),
];

const LOUDNESS: &[&str] = &["0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100"];

const fn setting(
    name: &'static str,
    does: &'static str,
    words: &'static [&'static str],
) -> Setting {
    Setting { name, does, words }
}

impl Setting {
    pub fn named(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }

    /// Whether it is a number, of which `words` holds a few.
    pub fn is_number(&self) -> bool {
        self.words == LOUDNESS
    }

    /// What it is now.
    pub fn of(&self, preferences: &Preferences) -> String {
        match self.place(&mut table(preferences)) {
            Some(Value::Boolean(on)) => if *on { "on" } else { "off" }.to_owned(),
            Some(Value::String(word)) => word.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }

    /// The same preferences but for this one, if it may be that.
    pub fn set(&self, preferences: &Preferences, word: &str) -> Option<Preferences> {
        let mut table = table(preferences);
        let place = self.place(&mut table)?;
        *place = match place {
            Value::Boolean(_) => {
                Value::Boolean(*["off", "on"].iter().find(|it| **it == word)? == "on")
            }
            Value::Integer(_) => Value::Integer(word.parse().ok()?),
            _ => Value::String(word.to_owned()),
        };
        Preferences::deserialize(table).ok()
    }

    /// How the file says that it is this: a line, and the table that it stands in.
    pub fn line(&self, word: &str) -> String {
        let value = match word {
            "on" => "true".to_owned(),
            "off" => "false".to_owned(),
            number if self.is_number() => number.to_owned(),
            word => format!("{word:?}"),
        };
        match self.name.split_once('.') {
            Some((table, key)) => format!("{key} = {value} under [{table}]"),
            None => format!("{} = {value}", self.name),
        }
    }

    fn place<'a>(&self, table: &'a mut Table) -> Option<&'a mut Value> {
        match self.name.split_once('.') {
            Some((inner, key)) => table.get_mut(inner)?.get_mut(key),
            None => table.get_mut(self.name),
        }
    }
}

/// As the file would say it.
fn table(preferences: &Preferences) -> Table {
    // Plain data with names for keys: it always is a table.
    Table::try_from(preferences).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_can_be_all_that_it_says_and_nothing_else() {
        for setting in SETTINGS {
            for word in setting.words {
                let set = setting.set(&Preferences::default(), word);
                let set = set.unwrap_or_else(|| panic!("{} can't be {word}", setting.name));
                assert_eq!(setting.of(&set), *word, "{}", setting.name);
            }
            for wrong in ["", "pink", "-1", "101", "1.5"] {
                assert_eq!(setting.set(&Preferences::default(), wrong), None, "{}", setting.name);
            }
        }
    }

    #[test]
    fn the_line_that_keeps_a_setting_is_one_that_the_file_takes() {
        for setting in SETTINGS {
            let word = setting.words[1];
            let line = setting.line(word);
            let file = match line.split_once(" under ") {
                Some((line, table)) => format!("{table}\n{line}"),
                None => line,
            };
            let read: Preferences = toml::from_str(&file).unwrap();
            assert_eq!(setting.of(&read), word, "{file}");
        }
    }
}
