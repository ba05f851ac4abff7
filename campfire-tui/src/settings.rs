//! Which server, as whom, in which room: flags win over the environment, the environment over
//! `config.toml`, and that over what signing in has left behind.

use std::{collections::BTreeSet, fs, io, path::PathBuf, time::Duration};

use crate::{
    configured::{Configured, Profile, Profiles},
    preferences::Preferences,
    session::Session,
};

mod config_file;
mod environment;
mod kept;
mod server;

pub use environment::Environment;
pub use kept::{Kept, forget, keep_token};
pub use server::Server;

use config_file::ConfigFile;

/// The profile of whoever needs but one.
const ONLY_PROFILE: &str = "default";

/// What flags say about where and who.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub server: Option<String>,
    pub profile: Option<String>,
}

/// All that a command needs to know before it asks a server anything.
#[derive(Clone)]
pub struct Settings {
    pub profile: String,
    /// None: nobody said, and nobody has signed in.
    pub server: Option<Server>,
    /// A session's token or a bot's key, if it is for this server.
    pub token: Option<String>,
    /// Whose stored sign-in this profile has, for whichever server.
    pub kept: Option<Kept>,
    /// The room of whoever names none.
    pub room: Option<String>,
    /// Whom to sign in, unless a flag says otherwise.
    pub email: Option<String>,
    pub state: PathBuf,
    pub cache: PathBuf,
    config: ConfigFile,
    told: Told,
}

/// What flags and variables said, and of which profile they said it.
#[derive(Clone)]
struct Told {
    profile: String,
    flags: Flags,
    environment: Environment,
}

/// Why the settings can't be used. Nothing was asked of any server yet.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("{}, line {line}: {message}", path.display())]
    Config { path: PathBuf, line: usize, message: String },
    #[error("{} can't be read: {cause}", path.display())]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("{0:?} is no address of a server; it looks like https://chat.example.com")]
    Server(String),
    #[error(
        "{0:?} can't be the name of a profile; use up to 64 letters, digits, hyphens and underscores"
    )]
    Profile(String),
    #[error(
        "HOME isn't set, so there is no place for settings; set it, or XDG_CONFIG_HOME, \
             XDG_STATE_HOME and XDG_CACHE_HOME"
    )]
    Homeless,
}

impl SettingsError {
    /// As short as whoever sits in the chat needs it.
    pub fn brief(&self) -> String {
        match self {
            Self::Config { line, message, .. } => config_file::mistake(*line, message),
            Self::Unreadable { .. } | Self::Server(_) | Self::Profile(_) | Self::Homeless => {
                self.to_string()
            }
        }
    }
}

impl Settings {
    pub fn read(flags: &Flags, environment: &Environment) -> Result<Self, SettingsError> {
        let places = environment.places()?;
        let config = ConfigFile::read(&places.config.join("config.toml"))?;
        let profile = flags
            .profile
            .as_ref()
            .or(environment.profile.as_ref())
            .or(config.default_profile())
            .map_or(ONLY_PROFILE, String::as_str)
            .to_owned();
        if !is_profile_name(&profile) {
            return Err(SettingsError::Profile(profile));
        }
        let state = places.state.join(&profile);
        let kept = kept::kept(&state)?;
        let asked = flags.server.as_ref().or(environment.url.as_ref()).or(config.server(&profile));
        let server = match asked {
            Some(address) => Some(Server::parse(address)?),
            None => kept.as_ref().map(|kept| kept.server.clone()),
        };
        let token = environment.token()?.or_else(|| {
            // A token goes only where it came from.
            let kept = kept.as_ref().filter(|kept| server.as_ref() == Some(&kept.server))?;
            Some(kept.token.clone())
        });
        Ok(Self {
            server,
            token,
            room: environment.room.clone().or_else(|| config.room(&profile).cloned()),
            email: config.email(&profile).cloned(),
            cache: places.cache.join(&profile),
            kept,
            told: Told {
                profile: profile.clone(),
                flags: flags.clone(),
                environment: environment.clone(),
            },
            profile,
            state,
            config,
        })
    }

    /// Another profile, as its own settings are. What flags and variables said was about the first
    /// one, and is about it again when somebody comes back to it.
    pub fn of_profile(&self, name: &str) -> Result<Self, SettingsError> {
        let told = self.told.clone();
        let mut flags = Flags { server: None, profile: Some(name.to_owned()) };
        let mut environment = told.environment.clone();
        if name == told.profile {
            flags.server.clone_from(&told.flags.server);
        } else {
            environment.says_no_sign_in();
        }
        Ok(Self { told, ..Self::read(&flags, &environment)? })
    }

    /// The same as they are now, for whoever has changed the file.
    pub fn anew(&self) -> Result<Self, SettingsError> {
        self.of_profile(&self.profile)
    }

    /// All that the chat takes from them; what is wrong with the file is named by its line.
    pub fn configured(&self) -> Result<Configured, SettingsError> {
        let preferences = self.preferences()?;
        Ok(Configured {
            complaints: self.config.complaints(&preferences.keys),
            preferences,
            profiles: self.profiles(),
            file: self.config.path().display().to_string(),
            file_exists: self.config.exists(),
        })
    }

    /// Those that the file names, those that somebody has signed in with, and the one that the chat
    /// began in, which may stand in variables alone.
    fn profiles(&self) -> Profiles {
        let folders = self.state.parent().and_then(|all| fs::read_dir(all).ok());
        let folders = folders.into_iter().flatten();
        let folders = folders.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: BTreeSet<String> =
            folders.filter(|name| self.kept_by(name).is_some()).collect();
        names.extend(self.config.profiles().cloned());
        names.retain(|name| is_profile_name(name));
        names.extend([self.profile.clone(), self.told.profile.clone()]);
        let all = names.into_iter().filter_map(|name| {
            let settings = self.of_profile(&name).ok()?;
            let server = settings.server.map(|server| server.to_string());
            Some(Profile { name, server, signed_in: settings.token.is_some() })
        });
        Profiles { current: self.profile.clone(), all: all.collect() }
    }

    /// The sign-in that a profile has, if it can be read.
    fn kept_by(&self, profile: &str) -> Option<Kept> {
        kept::kept(&self.state.with_file_name(profile)).ok().flatten()
    }

    /// How the chat is to look and behave; a bad line is named.
    pub fn preferences(&self) -> Result<Preferences, SettingsError> {
        self.config.preferences()
    }

    /// The sign-in of these settings, if there is one for their server.
    pub fn session(&self) -> Option<Session> {
        Some(self.session_with(self.server.as_ref()?, self.token.clone()?))
    }

    /// The token that signing in has left behind, for whichever server.
    pub fn kept_token(&self) -> Option<&String> {
        self.kept.as_ref().map(|kept| &kept.token)
    }

    pub fn session_with(&self, server: &Server, token: String) -> Session {
        Session {
            server: server.to_string(),
            token,
            profile: self.profile.clone(),
            state: self.state.clone(),
            cache: self.cache.clone(),
        }
    }
}

/// Profiles are folders, so their names must be nothing else.
fn is_profile_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Reads a length of time as people write it: `15`, `15s`, `500ms`, `2m`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || "write it like 15s, 500ms or 2m".to_owned();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let length = match unit {
        "ms" => Duration::from_millis(number),
        "" | "s" => Duration::from_secs(number),
        "m" => Duration::from_secs(number.saturating_mul(60)),
        _ => return Err(wrong()),
    };
    // Past a day it is a mistake, and the clock's arithmetic has its end somewhere.
    if length.is_zero() || length > Duration::from_hours(24) {
        return Err("it must be more than nothing and at most a day".to_owned());
    }
    Ok(length)
}

#[cfg(test)]
mod tests;
