//! What the settings say to the chat: plain data. Reading them lives in `settings`.

use crate::preferences::Preferences;

/// All that is read when the chat opens, and again when somebody has changed the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configured {
    pub preferences: Preferences,
    /// What is wrong with some lines, a sentence each. These lines count for nothing.
    pub complaints: Vec<String>,
    pub profiles: Profiles,
    /// Where the file is, or would be.
    pub file: String,
    pub file_exists: bool,
}

/// The sign-ins that this machine knows of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiles {
    /// The one that the chat is open in.
    pub current: String,
    /// By name.
    pub all: Vec<Profile>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    /// Where it leads; none if nobody has said so yet.
    pub server: Option<String>,
    pub signed_in: bool,
}
