//! What the environment says, read once.

use std::{env, ffi::OsString, io, path::PathBuf};

use super::SettingsError;

/// The variables that matter here. An empty one is one that isn't set.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    pub url: Option<String>,
    pub token: Option<String>,
    pub token_file: Option<PathBuf>,
    pub room: Option<String>,
    pub profile: Option<String>,
    pub config_home: Option<PathBuf>,
    pub state_home: Option<PathBuf>,
    pub cache_home: Option<PathBuf>,
    pub home: Option<PathBuf>,
}

/// The program's own folders, before any profile.
pub(super) struct Places {
    pub(super) config: PathBuf,
    pub(super) state: PathBuf,
    pub(super) cache: PathBuf,
}

impl Environment {
    pub fn read() -> Self {
        Self::from(|name| env::var_os(name))
    }

    fn from(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let text = |name| set(name).and_then(|value| value.into_string().ok());
        // The directories' standard: what isn't absolute is to be ignored.
        let folder = |name| set(name).map(PathBuf::from).filter(|path| path.is_absolute());
        Self {
            url: text("CAMPFIRE_URL"),
            token: text("CAMPFIRE_TOKEN"),
            token_file: set("CAMPFIRE_TOKEN_FILE").map(PathBuf::from),
            room: text("CAMPFIRE_ROOM"),
            profile: text("CAMPFIRE_PROFILE"),
            config_home: folder("XDG_CONFIG_HOME"),
            state_home: folder("XDG_STATE_HOME"),
            cache_home: folder("XDG_CACHE_HOME"),
            home: folder("HOME"),
        }
    }

    /// Leaves out which server, as whom, where.
    pub(super) fn says_no_sign_in(&mut self) {
        (self.url, self.token, self.token_file, self.room) = (None, None, None, None);
    }

    pub(super) fn places(&self) -> Result<Places, SettingsError> {
        let place = |told: &Option<PathBuf>, usual: &str| {
            let home = || self.home.as_ref().map(|home| home.join(usual));
            let place = told.clone().or_else(home).ok_or(SettingsError::Homeless)?;
            Ok(place.join("campfire"))
        };
        Ok(Places {
            config: place(&self.config_home, ".config")?,
            state: place(&self.state_home, ".local/state")?,
            cache: place(&self.cache_home, ".cache")?,
        })
    }

    /// The token that the environment holds or points at.
    pub(super) fn token(&self) -> Result<Option<String>, SettingsError> {
        if let Some(token) = &self.token {
            return Ok(Some(token.trim().to_owned()));
        }
        let Some(path) = &self.token_file else { return Ok(None) };
        // Its bits are left alone: it may be a pipe, or a secret that somebody mounted.
        let unreadable = |cause| SettingsError::Unreadable { path: path.clone(), cause };
        let content = std::fs::read_to_string(path).map_err(unreadable)?;
        let token = content.trim();
        if token.is_empty() {
            return Err(unreadable(io::Error::other("it is empty")));
        }
        Ok(Some(token.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Environment {
        Environment::from(|wanted| {
            let found = variables.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| value.into())
        })
    }

    #[test]
    fn an_empty_variable_is_one_that_is_not_set() {
        let environment = with(&[("CAMPFIRE_URL", ""), ("CAMPFIRE_ROOM", "Kitchen")]);

        assert_eq!((environment.url, environment.room.as_deref()), (None, Some("Kitchen")));
    }

    #[test]
    fn a_folder_that_is_no_whole_path_is_passed_over() {
        let environment = with(&[("HOME", "/home/ada"), ("XDG_STATE_HOME", "state")]);

        let places = environment.places().unwrap();

        assert_eq!(places.state, PathBuf::from("/home/ada/.local/state/campfire"));
    }
}
