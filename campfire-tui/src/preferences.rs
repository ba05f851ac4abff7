//! How somebody likes the chat to be: the part of the configuration file that `run` is given. Which
//! file that is, and what beats it, lives in `settings`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Everything has a value without any file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColorChoice {
    /// As many as the terminal can show, and none where `NO_COLOR` is set.
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Enter {
    Send,
    Newline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compose {
    Markdown,
    Plain,
}

/// Which keys do what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Keys {
    pub preset: Preset,
    /// An action's name, and the keys that do it instead of the preset's: `search = ["ctrl-f"]`.
    #[serde(flatten)]
    pub chosen: BTreeMap<String, Vec<String>>,
}

/// Keys for those who have them in their fingers already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    #[default]
    Modern,
    Emacs,
    Vim,
}

/// How somebody hears of a mention or a direct message while they look elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notify {
    pub bell: bool,
    /// The terminal's own notification (OSC 9).
    pub desktop: bool,
    /// A program to start. It finds `CAMPFIRE_ROOM`, `CAMPFIRE_FROM` and `CAMPFIRE_TEXT` in its
    /// environment; nothing of it is ever read by a shell.
    pub command: Option<Vec<String>>,
    /// Whether what was said stands in the notification.
    pub content: bool,
}

impl Default for Notify {
    fn default() -> Self {
        Self { bell: true, desktop: true, command: None, content: true }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sound {
    pub on: bool,
    /// 0 to 100.
    pub volume: u8,
}

impl Default for Sound {
    fn default() -> Self {
        Self { on: true, volume: 70 }
    }
}
