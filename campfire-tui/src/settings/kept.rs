//! What signing in leaves behind: the token, and the server that it is for.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{Server, SettingsError};
use crate::{private_file, session::Session};

/// A sign-in as it lies in its file.
#[derive(Clone, Serialize, Deserialize)]
pub struct Kept {
    pub server: Server,
    pub token: String,
}

fn place(state: &Path) -> PathBuf {
    state.join("token.toml")
}

pub(super) fn kept(state: &Path) -> Result<Option<Kept>, SettingsError> {
    let path = place(state);
    let unreadable = |cause| SettingsError::Unreadable { path: path.clone(), cause };
    let Some(content) = private_file::read(&path).map_err(unreadable)? else { return Ok(None) };
    // What the parser says could quote the token.
    let broken = |_| unreadable(io::Error::other("it isn't as signing in wrote it; sign in again"));
    toml::from_str(&content).map(Some).map_err(broken)
}

/// Keeps a session's token where the next start finds it, readable by nobody else.
pub fn keep_token(session: &Session) -> io::Result<PathBuf> {
    let server = Server::parse(&session.server).map_err(io::Error::other)?;
    let kept = Kept { server, token: session.token.clone() };
    let path = place(&session.state);
    let content = toml::to_string(&kept).map_err(io::Error::other)?;
    private_file::write(&path, content.as_bytes())?;
    Ok(path)
}

/// Leaves nothing of a profile: its token, its drafts, what it has seen.
pub fn forget(session: &Session) -> io::Result<()> {
    // The token first: should the rest fail, nobody is signed in any more.
    private_file::remove(&place(&session.state))?;
    for folder in [&session.state, &session.cache] {
        match fs::remove_dir_all(folder) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
            _ => {}
        }
    }
    Ok(())
}
