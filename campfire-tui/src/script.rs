//! What scripts may ask: one question each, one answer on standard output, and an exit code that
//! says how it went. Nothing here marks a room as read, says that anybody is there, or asks a
//! question unless both ends are a terminal.

use crate::{
    api::{Api, version},
    command_line::Command,
    settings::Settings,
};

mod completions;
mod failure;
mod pipe;
mod place;
mod print;
mod prompt;
mod read;
mod retry;
mod rooms;
mod search;
mod send;
pub mod sign_in;
mod sounds;
mod tail;
mod whoami;

pub use failure::{Early, Exit, Failure};
pub use print::told;

use retry::Patience;

/// Runs a command that needs neither settings nor a server; gives back any other.
pub fn run_offline(command: Command) -> Result<Option<Command>, Early> {
    match command {
        Command::Sounds(args) => sounds::sounds(&args).map(|()| None),
        Command::Completions { shell } => completions::completions(shell).map(|()| None),
        command => Ok(Some(command)),
    }
}

/// Runs one command to its end.
pub async fn run(command: Command, settings: &Settings) -> Result<(), Early> {
    let done = match command {
        Command::Login(args) => sign_in::login(args, settings).await,
        Command::Logout(args) => sign_in::logout(&args, settings).await,
        Command::Whoami(args) => whoami::whoami(&args, settings).await,
        Command::Rooms(args) => rooms::rooms(&args, settings).await,
        Command::Send(args) => send::send(args, settings).await,
        Command::Read(args) => read::read(&args, settings).await,
        Command::Tail(args) => tail::tail(args, settings).await,
        Command::Search(args) => search::search(&args, settings).await,
        command @ (Command::Sounds(_) | Command::Completions { .. }) => {
            run_offline(command).map(drop)
        }
    };
    match done {
        Err(Early::Failed(failure)) if failure.code == failure::UNREADABLE => {
            Err(explained(failure, settings).await.into())
        }
        done => done,
    }
}

/// An answer that can't be read comes from another generation of servers, or from no Campfire.
async fn explained(failure: Failure, settings: &Settings) -> Failure {
    let ask = async {
        let server = settings.server.as_ref()?;
        Api::new(&server.to_string()).ok()?.server_version().await.ok()
    };
    match ask.await.as_deref().and_then(version::mismatch) {
        Some(message) => Failure { message, ..failure },
        None => failure,
    }
}
