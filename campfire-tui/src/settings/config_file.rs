//! `config.toml`. It holds no secret, so it may lie among anybody's dotfiles.
//!
//! Two read it: every command wants the servers and profiles, the chat also wants the rest. A
//! mistake in the rest keeps no script from sending.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, de::DeserializeOwned};
use toml::{
    Spanned,
    de::{DeTable, Deserializer},
};

use super::SettingsError;
use crate::{
    keymap::Keymap,
    preferences::{Keys, Preferences},
};

#[derive(Clone, Default)]
pub(super) struct ConfigFile {
    path: PathBuf,
    exists: bool,
    content: String,
    servers: Servers,
}

/// The part that every command reads.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Servers {
    server: Option<String>,
    room: Option<String>,
    email: Option<String>,
    default_profile: Option<String>,
    profile: BTreeMap<String, Profile>,
}

/// Its keys, which the chat's part therefore can't have.
const SERVERS: [&str; 5] = ["server", "room", "email", "default_profile", "profile"];

/// The keys of the chat's part.
const CHAT: [&str; 8] = ["theme", "color", "mouse", "enter", "compose", "keys", "notify", "sound"];

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Profile {
    server: Option<String>,
    room: Option<String>,
    email: Option<String>,
}

impl ConfigFile {
    /// Reads the file; that there is none is fine.
    pub(super) fn read(path: &Path) -> Result<Self, SettingsError> {
        let (exists, content) = match fs::read_to_string(path) {
            Ok(content) => (true, content),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => (false, String::new()),
            Err(cause) => {
                return Err(SettingsError::Unreadable { path: path.to_owned(), cause });
            }
        };
        let path = path.to_owned();
        let mut file = Self { path, exists, content, servers: Servers::default() };
        file.refuse_unknown_keys()?;
        file.servers = file.part(|key| SERVERS.contains(&key))?;
        Ok(file)
    }

    pub(super) fn preferences(&self) -> Result<Preferences, SettingsError> {
        self.part(|key| !SERVERS.contains(&key))
    }

    /// What is wrong with lines under `[keys]`. They make no difference to the others.
    pub(super) fn complaints(&self, keys: &Keys) -> Vec<String> {
        let complaints = Keymap::new(keys).1.into_iter();
        let mut lines: Vec<_> =
            complaints.map(|it| (self.line_of_key(&it.name), it.trouble)).collect();
        lines.sort();
        lines.into_iter().map(|(line, trouble)| mistake(line, &trouble)).collect()
    }

    fn line_of_key(&self, name: &str) -> usize {
        let table = DeTable::parse(&self.content).ok();
        let start = table.as_ref().and_then(|table| {
            let keys = table.get_ref().get("keys")?.get_ref().as_table()?;
            let (key, _) = keys.iter().find(|(key, _)| key.get_ref() == name)?;
            Some(key.span().start)
        });
        self.line_at(start.unwrap_or(0))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn exists(&self) -> bool {
        self.exists
    }

    /// The names of the profiles that it has.
    pub(super) fn profiles(&self) -> impl Iterator<Item = &String> {
        self.servers.profile.keys()
    }

    pub(super) fn default_profile(&self) -> Option<&String> {
        self.servers.default_profile.as_ref()
    }

    pub(super) fn server(&self, profile: &str) -> Option<&String> {
        self.of(profile, |it| it.server.as_ref()).or(self.servers.server.as_ref())
    }

    pub(super) fn room(&self, profile: &str) -> Option<&String> {
        self.of(profile, |it| it.room.as_ref()).or(self.servers.room.as_ref())
    }

    pub(super) fn email(&self, profile: &str) -> Option<&String> {
        self.of(profile, |it| it.email.as_ref()).or(self.servers.email.as_ref())
    }

    fn of<'a>(
        &'a self,
        profile: &str,
        value: impl Fn(&'a Profile) -> Option<&'a String>,
    ) -> Option<&'a String> {
        self.servers.profile.get(profile).and_then(value)
    }

    /// A key that nobody reads is somebody's mistake, whatever they run.
    fn refuse_unknown_keys(&self) -> Result<(), SettingsError> {
        let table = DeTable::parse(&self.content).map_err(|cause| self.wrong(&cause))?;
        let is_known = |key: &str| SERVERS.contains(&key) || CHAT.contains(&key);
        let unknown = table.get_ref().keys().filter(|key| !is_known(key.get_ref()));
        let Some(first) = unknown.min_by_key(|key| key.span().start) else { return Ok(()) };
        let mut known: Vec<&str> = SERVERS.into_iter().chain(CHAT).collect();
        known.sort_unstable();
        Err(SettingsError::Config {
            path: self.path.clone(),
            line: self.line_at(first.span().start),
            message: format!(
                "{:?} means nothing here; known are {}",
                first.get_ref(),
                known.join(", ")
            ),
        })
    }

    fn line_at(&self, place: usize) -> usize {
        self.content[..place].matches('\n').count() + 1
    }

    fn wrong(&self, cause: &toml::de::Error) -> SettingsError {
        SettingsError::Config {
            path: self.path.clone(),
            line: self.line_at(cause.span().map_or(0, |span| span.start)),
            // What the parser says in two lines is one sentence here.
            message: cause.message().replace('\n', ", "),
        }
    }

    /// Those of the file's tables and values whose key is asked for. The rest only has to be TOML.
    fn part<T: DeserializeOwned>(&self, wanted: impl Fn(&str) -> bool) -> Result<T, SettingsError> {
        let wrong = |cause: toml::de::Error| self.wrong(&cause);
        let table = DeTable::parse(&self.content).map_err(wrong)?;
        let span = table.span();
        let part: DeTable<'_> =
            table.into_inner().into_iter().filter(|(key, _)| wanted(key.get_ref())).collect();
        let table = Spanned::new(span, part);
        T::deserialize(Deserializer::from(table)).map_err(wrong)
    }
}

/// Somewhere in the file, for whoever sits in the chat and knows which file that is.
pub(super) fn mistake(line: usize, message: &str) -> String {
    format!("config.toml, line {line}: {message}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_the_chat_are_those_it_reads() {
        let refused = toml::from_str::<Preferences>("nonsense = 1").unwrap_err();

        let known: Vec<_> = refused.message().split('`').skip(3).step_by(2).collect();
        assert_eq!(known, CHAT);
    }
}
