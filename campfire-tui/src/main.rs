//! The command line: one command for a script, or the chat for a person.

use std::{
    io::{self, IsTerminal},
    process::ExitCode,
};

use campfire_tui::{
    command_line::{Command, CommandLine},
    script::{self, Early, Exit, Failure, sign_in},
    settings::{Environment, Flags, Settings},
    shell::Ended,
};
use clap::Parser;

fn main() -> ExitCode {
    let CommandLine { where_to, command } = CommandLine::parse();
    let as_json = command.as_ref().is_some_and(Command::speaks_json);
    match begin(&where_to.into(), command) {
        Ok(code) => code,
        Err(Early::NobodyReads) => ExitCode::SUCCESS,
        Err(Early::Signal(number)) => ExitCode::from(128 + number),
        Err(Early::Failed(failure)) => {
            eprintln!("{}", script::told(&failure, as_json));
            ExitCode::from(failure.exit as u8)
        }
    }
}

fn begin(flags: &Flags, command: Option<Command>) -> Result<ExitCode, Early> {
    // What needs neither settings nor a server works without them.
    let command = match command {
        Some(command) => match script::run_offline(command)? {
            Some(command) => Some(command),
            None => return Ok(ExitCode::SUCCESS),
        },
        None => None,
    };
    let settings = Settings::read(flags, &Environment::read())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|cause| Failure::new(Exit::Failed, "runtime", cause.to_string()))?;
    runtime.block_on(async {
        match command {
            Some(command) => script::run(command, &settings).await.map(|()| ExitCode::SUCCESS),
            None => chat(settings).await,
        }
    })
}

/// Opens the chat, after signing in if nobody is.
async fn chat(settings: Settings) -> Result<ExitCode, Early> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::usage(
            "The chat needs a terminal; scripts use `campfire-tui send`, `read`, `tail` or `search`",
        )
        .into());
    }
    let preferences = settings.preferences()?;
    let session = match settings.session() {
        Some(session) => session,
        None => sign_in::stranger(&settings)?,
    };
    match campfire_tui::run(session, preferences).await {
        Ok(Ended::Quit) => Ok(ExitCode::SUCCESS),
        Ok(Ended::Signal(number)) => Err(Early::Signal(number)),
        Err(cause) => Err(Failure::new(Exit::Failed, "chat", cause.to_string()).into()),
    }
}
