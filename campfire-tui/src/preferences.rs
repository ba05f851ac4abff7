//! How somebody likes the chat to be: the part of the configuration file that `run` is given. Which
//! file that is, and what beats it, lives in `settings`.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error, MapAccess, Visitor},
};

mod setting;

pub use setting::{SETTINGS, Setting};

/// Everything has a value without any file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Preferences {
    pub theme: ThemeChoice,
    /// Whether colours are used at all.
    pub color: ColorChoice,
    /// Whether the mouse is ours. Holding Shift selects text in most terminals either way.
    pub mouse: bool,
    /// What Enter does in the composer; Alt-Enter does the other.
    pub enter: Enter,
    /// Whether what one writes is Markdown, or stands as it is.
    pub compose: Compose,
    pub keys: Keys,
    pub notify: Notify,
    pub sound: Sound,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::Auto,
            color: ColorChoice::Auto,
            mouse: true,
            enter: Enter::Send,
            compose: Compose::Markdown,
            keys: Keys::default(),
            notify: Notify::default(),
            sound: Sound::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// As light or dark as the terminal says it is.
    Auto,
    Dark,
    Light,
    /// The sixteen colours that the terminal itself chose.
    Terminal,
    /// Bold, underlined, reversed; no colour.
    Mono,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColorChoice {
    /// As many as the terminal can show, and none where `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Enter {
    Send,
    Newline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Compose {
    Markdown,
    Plain,
}

/// Which keys do what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Keys {
    pub preset: Preset,
    /// An action's name, and the keys that do it instead of the preset's: `search = ["ctrl-f"]`.
    #[serde(flatten)]
    pub chosen: BTreeMap<String, Vec<String>>,
}

// By hand: a derived one would gather everything before it reads it, and not know any more on which
// line a mistake stands.
impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lines;

        impl<'de> Visitor<'de> for Lines {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of actions and their keys")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut lines: A) -> Result<Keys, A::Error> {
                let mut keys = Keys::default();
                while let Some(name) = lines.next_key::<String>()? {
                    if name == "preset" {
                        keys.preset = lines.next_value()?;
                    } else {
                        keys.chosen.insert(name, lines.next_value()?);
                    }
                }
                Ok(keys)
            }
        }

        deserializer.deserialize_map(Lines)
    }
}

/// Keys for those who have them in their fingers already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    #[default]
    Modern,
    Emacs,
    Vim,
}

/// How somebody hears of a mention or a direct message while they look elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notify {
    pub bell: bool,
    /// The terminal's own notification (OSC 9).
    pub desktop: bool,
    /// A program to start. It finds `CAMPFIRE_ROOM`, `CAMPFIRE_FROM` and `CAMPFIRE_TEXT` in its
    /// environment; nothing of it is ever read by a shell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    /// Whether what was said stands in the notification.
    pub content: bool,
}

impl Default for Notify {
    fn default() -> Self {
        Self { bell: true, desktop: true, command: None, content: true }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sound {
    pub on: bool,
    /// 0 to 100.
    #[serde(deserialize_with = "volume")]
    pub volume: u8,
}

impl Sound {
    /// How loud it plays: nothing is heard where sound is off.
    pub fn loudness(&self) -> u8 {
        if self.on { self.volume } else { 0 }
    }
}

fn volume<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let volume = u8::deserialize(deserializer)?;
    if volume <= 100 { Ok(volume) } else { Err(D::Error::custom("a volume is 0 to 100")) }
}

impl Default for Sound {
    fn default() -> Self {
        Self { on: true, volume: 70 }
    }
}
