//! What it takes to measure a Campfire: databases full of talk, crowds of clients and listeners,
//! and the floors that we compare ourselves with.

/// What one socket hears and when.
pub mod listener;
/// What the machine says of a process.
pub mod machine;

pub mod broadcaster;
pub mod crowd;
pub mod floor;
pub mod line;
mod pty;
pub mod report;
pub mod run;
pub mod seed;
pub mod stage;
pub mod table;
pub mod talker;
pub mod terminal;

/// What stops a measurement before there is anything to report.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the server can't be started: {0}")]
    Start(String),
    #[error("the stage can't be set: {0}")]
    Stage(#[from] sqlx::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("a socket can't be opened: {0}")]
    Socket(String),
    #[error("a message can't be posted: {0}")]
    Post(#[from] reqwest::Error),
    #[error("the server answered with {0}")]
    Answer(u16),
    #[error("the server refused: {0}")]
    Refused(#[from] campfire_server::error::Error),
    #[error("the terminal client can't be measured: {0}")]
    Terminal(String),
    #[error("give --token, a session token of somebody in the room")]
    NoToken,
}
